import { act, screen, waitFor, within } from '@testing-library/react';
import { deskScene, emptyScene, welcomeTo } from '../../../../../tools/screenshots/desk-scene';
import { otherTabSays, saidToOtherTabs } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';
import { keptTicket } from '../desk/storage';
import { SupervisorPart } from '../supervisor/supervisor-part';

const dialog = async () => within(await screen.findByRole('alertdialog'));
const menu = async (page: DeskPage, name: string | RegExp) => {
  await page.user.click(await screen.findByRole('button', { name }));
};

describe('signing in to a desk', () => {
  it('opens the desk, and is kept for a reload of the tab', async () => {
    const page = await DeskPage.closed();
    await page.user.type(await screen.findByLabelText(/^Username/), 'anna@demo');
    await page.user.type(screen.getByLabelText(/^Password/), 'rejoin-demo{Enter}');
    expect(await screen.findByRole('meter', { name: 'Capacity' })).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/sign-in')).toEqual([
      expect.objectContaining({ login: 'anna@demo', password: 'rejoin-demo' }),
    ]);
    expect(page.sent('sign-in')[0]?.token).toBe('a-token');
    expect(keptTicket()).toMatchObject({ login: 'anna@demo', token: 'a-token' });
  });

  it('says why it failed, and opens nothing', async () => {
    const page = await DeskPage.closed();
    page.server.refuses('POST /v1/sign-in', 401, 'sign-in-failed');
    await page.user.type(await screen.findByLabelText(/^Username/), 'anna@demo');
    await page.user.type(screen.getByLabelText(/^Password/), 'a guess{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('Incorrect username or password.');
    expect(page.requests).toEqual([]);
    expect(keptTicket()).toBeUndefined();
  });
});

describe('the head of a desk', () => {
  it('shows the capacity in use and on hold', async () => {
    await DeskPage.open();
    const meter = await screen.findByRole('meter', { name: 'Capacity' });
    expect(meter.getAttribute('aria-valuetext')).toBe(
      'Capacity: 5 of 6 units in use, 2 on hold for disconnected customers',
    );
  });

  it('changes the presence, unless it is the same', async () => {
    const page = await DeskPage.open({ scene: emptyScene('available') });
    await menu(page, 'Presence: Available');
    await page.user.click(await screen.findByRole('menuitemradio', { name: 'Available' }));
    expect(page.sent('set-presence')).toEqual([]);
    await menu(page, 'Presence: Available');
    await page.user.click(await screen.findByRole('menuitemradio', { name: 'Do not disturb' }));
    expect(page.sent('set-presence')).toEqual([{ presence: 'do-not-disturb' }]);
  });

  it('offers and fetches the supervisor’s page only for supervisors', async () => {
    const fetched = jest.spyOn(SupervisorPart, 'preload');
    const scene = deskScene();
    const account = { ...welcomeTo('').account, roles: ['agent'] as ['agent'] };
    await DeskPage.open({ scene: { ...scene, signIn: { ...scene.signIn, account }, welcome: { account } } });
    await screen.findByRole('link', { name: 'History' });
    expect(screen.queryByRole('link', { name: 'Supervisor' })).toBeNull();
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('offers and fetches it for a supervisor', async () => {
    const fetched = jest.spyOn(SupervisorPart, 'preload');
    await DeskPage.open();
    expect(await screen.findByRole('link', { name: 'Supervisor' })).toBeTruthy();
    expect(fetched).toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('counts unread messages in the title', async () => {
    await DeskPage.open();
    await waitFor(() => expect(document.title).toMatch(/^\(\d+\) Agent desk$/));
  });
});

describe('a desk in two tabs', () => {
  it('asks which one to use, and tells the other one', async () => {
    const page = await DeskPage.open();
    await screen.findByRole('meter');
    otherTabSays({ type: 'i-am' });
    await page.user.click((await dialog()).getByRole('button', { name: 'Use this tab' }));
    expect(saidToOtherTabs()).toContainEqual({ type: 'it-is-mine' });
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByRole('meter')).toBeTruthy();
  });

  it('is disconnected where the other tab is used, until it is used here', async () => {
    const page = await DeskPage.open();
    await screen.findByRole('meter');
    otherTabSays({ type: 'it-is-mine' });
    expect(await screen.findByText(/^This tab is disconnected/)).toBeTruthy();
    await page.user.click(screen.getByRole('button', { name: 'Use this tab' }));
    expect(await screen.findByRole('meter')).toBeTruthy();
    expect(page.requests.filter(({ type }) => type === 'sign-in')).toHaveLength(2);
  });

  it('answers another tab that asks', async () => {
    await DeskPage.open();
    await screen.findByRole('meter');
    otherTabSays({ type: 'who-is-there' });
    expect(saidToOtherTabs()).toContainEqual({ type: 'i-am' });
  });
});

describe('a sign-in that was ended', () => {
  it('is named as expired, also when a request is refused after the connection', async () => {
    const page = await DeskPage.open();
    await screen.findByRole('meter');
    const refused = { message: '', retryAfterSeconds: null, redirectUrl: null };
    page.tell({ type: 'refused', requestId: null, name: 'sign-in-expired', ...refused });
    await (await dialog()).findByText(/^Your session has expired/);
    page.server.refuses('POST /v1/history/search', 401, 'sign-in-expired');
    act(() => {
      location.hash = '#/history';
    });
    await waitFor(() => expect(page.server.bodiesOf('POST /v1/history/search')).not.toEqual([]));
    await screen.findByText('Your session has expired. Sign in again.', { selector: '[role=alert] *' });
    expect((await dialog()).getByText(/^Your session has expired/)).toBeTruthy();
  });
});

describe('signing out', () => {
  it('asks while there are conversations, and says how many', async () => {
    const page = await DeskPage.open();
    await menu(page, /^A(ccount and settings|nna Berg)/);
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    const question = within(await screen.findByRole('dialog'));
    expect(question.getByText(/^4 active conversations will return to the queue/)).toBeTruthy();
    expect(page.sent('sign-out')).toEqual([]);
    await page.user.click(question.getByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(page.sent('sign-out')).toEqual([{ confirm: true }]));
  });

  it('asks nothing without conversations', async () => {
    const page = await DeskPage.open({ scene: emptyScene('available') });
    await menu(page, /^A(ccount and settings|nna Berg)/);
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await waitFor(() => expect(page.sent('sign-out')).toEqual([{ confirm: false }]));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
