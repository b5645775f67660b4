import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';
import { AgentsPage, WorkstreamPage, WorkstreamsPage } from '../later-pages';

const press = async (page: ConsolePage, name: string | RegExp) =>
  page.user.click(await screen.findByRole('button', { name }));
const again = async () => within(await screen.findByRole('dialog', { name: 'Sign in again' }));
const tokenOf = (page: ConsolePage, path: string) =>
  page.server.asked
    .filter((one) => one.path === path)
    .at(-1)
    ?.headers.get('Authorization');

async function signIn(page: ConsolePage, login: string, password: string): Promise<void> {
  await page.user.type(await screen.findByLabelText(/^Username/), login);
  await page.user.type(screen.getByLabelText(/^Password/), password);
  await press(page, 'Sign in');
}

/** Refuses a list until somebody has signed in again. */
function expire(page: ConsolePage, name = 'sign-in-expired'): void {
  page.server.plays('GET /v1/agents', () =>
    page.server.bodiesOf('POST /v1/sign-in').length === 0
      ? { status: 401, json: { name } }
      : { json: { items: page.scene.things.agents, nextCursor: null } },
  );
}

describe('signing in to the console', () => {
  it('opens the page of the address', async () => {
    const page = await ConsolePage.closed('webhooks');
    await signIn(page, 'kim@contoso.example', 'correct horse battery');
    expect(await screen.findByRole('heading', { level: 1, name: 'Webhooks' })).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/sign-in')).toEqual([
      expect.objectContaining({ login: 'kim@contoso.example', password: 'correct horse battery' }),
    ]);
    expect(tokenOf(page, '/v1/webhooks')).toBe('Bearer of-the-stage');
  });

  it('fetches the pages that most people open next', async () => {
    const fetched = [WorkstreamsPage, WorkstreamPage, AgentsPage].map((page) => jest.spyOn(page, 'preload'));
    await ConsolePage.open('home');
    await screen.findByRole('heading', { level: 1 });
    for (const preload of fetched) {
      expect(preload).toHaveBeenCalled();
      preload.mockRestore();
    }
  });

  it('says that the password is wrong, and keeps the username', async () => {
    const page = await ConsolePage.closed();
    page.server.refuses('POST /v1/sign-in', 401, 'sign-in-failed');
    await signIn(page, 'kim@contoso.example', 'wrong');
    expect(await screen.findByText('Incorrect username or password.')).toBeTruthy();
    expect(screen.getByLabelText(/^Username/)).toHaveProperty('value', 'kim@contoso.example');
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('says from when on it can be tried again', async () => {
    const page = await ConsolePage.closed();
    page.server.plays('POST /v1/sign-in', {
      status: 429,
      json: { name: 'too-many', retryAfterSeconds: 300 },
      headers: { 'Retry-After': '300' },
    });
    await signIn(page, 'kim@contoso.example', 'wrong');
    expect(await screen.findByText(/^Too many attempts\. Try again after \d/)).toBeTruthy();
  });

  it('is no way in for agents, who are told where their chats are', async () => {
    const page = await ConsolePage.open('agents', { roles: ['agent'] });
    expect(await screen.findByText('You don’t have access to this page')).toBeTruthy();
    expect(page.server.asked.some(({ path }) => path === '/v1/agents')).toBe(false);
    await press(page, 'Sign in with a different account');
    expect(await screen.findByLabelText(/^Username/)).toBeTruthy();
  });
});

describe('a sign-in that has expired', () => {
  it.each(['sign-in-expired', 'unauthenticated'])(
    'is renewed over the page, which then continues: %s',
    async (name) => {
      const page = await ConsolePage.open('home');
      expire(page, name);
      page.goTo('agents');
      await page.user.type((await again()).getByLabelText(/^Password/), 'correct horse battery');
      await page.user.click((await again()).getByRole('button', { name: 'Sign in' }));
      expect(await screen.findByRole('button', { name: 'Anna' })).toBeTruthy();
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(page.server.bodiesOf('POST /v1/sign-in')).toEqual([
        expect.objectContaining({ login: 'kim@contoso.example' }),
      ]);
    },
  );

  it('keeps what was typed, and sends it after signing in', async () => {
    const page = await ConsolePage.open('agents');
    await press(page, 'Anna');
    const editor = within(await screen.findByRole('dialog'));
    await page.user.type(editor.getByRole('textbox', { name: /^Display name/ }), ' Berg');
    page.server.plays('PUT /v1/agents/anna', () =>
      page.server.bodiesOf('POST /v1/sign-in').length === 0
        ? { status: 401, json: { name: 'sign-in-expired' } }
        : { json: {} },
    );
    await page.user.click(editor.getByRole('button', { name: 'Save and close' }));
    await page.user.type((await again()).getByLabelText(/^Password/), 'correct horse battery');
    await page.user.click((await again()).getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Anna Berg saved.')).toBeTruthy();
    expect(page.server.bodiesOf('PUT /v1/agents/anna')).toHaveLength(2);
  });

  it('leaves the page as it is when the person does not sign in', async () => {
    const page = await ConsolePage.open('home');
    expire(page);
    page.goTo('agents');
    await again();
    await page.user.keyboard('{Escape}');
    expect(await screen.findByText('Your session has expired. Sign in again.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('is asked for once, however many requests were refused', async () => {
    const page = await ConsolePage.open('home');
    expire(page);
    page.server.plays('GET /v1/workstreams', { status: 401, json: { name: 'sign-in-expired' } });
    page.goTo('agents');
    await again();
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
  });
});

describe('signing out', () => {
  it('forgets the sign-in in this browser, and ends it at the service', async () => {
    const page = await ConsolePage.open('home');
    await press(page, /^Account and settings: Kim/);
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByLabelText(/^Username/)).toBeTruthy();
    await waitFor(() =>
      expect(
        page.server.asked.some(({ method, path }) => method !== 'GET' && path.includes('sign-out')),
      ).toBe(true),
    );
    expect(JSON.stringify([localStorage, sessionStorage])).not.toContain('of-the-stage');
  });

  it('works without the service', async () => {
    const page = await ConsolePage.open('home');
    await press(page, /^Account and settings: Kim/);
    globalThis.fetch = () => Promise.reject(new TypeError('the network is down'));
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByLabelText(/^Username/)).toBeTruthy();
  });
});

describe('the language of the console', () => {
  it('is chosen in the menu, and decides in which direction the page is read', async () => {
    const page = await ConsolePage.open('agents');
    await press(page, /: Kim$/);
    await page.user.click(await screen.findByRole('menuitemradio', { name: 'Deutsch' }));
    expect(await screen.findByRole('button', { name: 'Neuer Agent' })).toBeTruthy();
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['de', 'ltr']);
    await page.user.keyboard('{Escape}');
    await press(page, /: Kim$/);
    await page.user.click(await screen.findByRole('menuitemradio', { name: 'العربية' }));
    await waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
    expect(screen.queryByRole('button', { name: 'Neuer Agent', hidden: true })).toBeNull();
  });
});
