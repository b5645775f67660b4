import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const dialog = async () => within(await screen.findByRole('alertdialog', { name: 'Sign in again' }));
const route = 'POST /v1/sign-in';

/** Opens a desk with a draft, whose sign-in ends soon. */
async function open(): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/chats/c1-mia' });
  await page.user.type(await screen.findByRole('textbox', { name: /^Message/ }), 'half a sentence');
  page.with(({ signIns }) => {
    signIns.askAgain('soon');
  });
  return page;
}

async function signIn(page: DeskPage, password: string): Promise<void> {
  const field = (await dialog()).getByLabelText(/^Password/);
  await page.user.clear(field);
  await page.user.type(field, password);
  await page.user.click((await dialog()).getByRole('button', { name: 'Sign in' }));
}

describe('signing in again at the desk', () => {
  it('is asked for over the desk, for the same person', async () => {
    await open();
    expect(
      (await dialog()).getByText('Your drafts, unsent messages, and open conversations are kept.'),
    ).toBeTruthy();
    expect(
      (await dialog()).queryByRole('textbox', { name: /^Username/ })?.getAttribute('value') ?? 'anna@demo',
    ).toBe('anna@demo');
  });

  it('keeps what was typed, and uses the new sign-in', async () => {
    const page = await open();
    const before = page.requests.filter(({ type }) => type === 'sign-in').length;
    await signIn(page, 'rejoin-demo');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(page.server.bodiesOf(route).at(-1)).toMatchObject({ login: 'anna@demo', password: 'rejoin-demo' });
    expect(await screen.findByRole('textbox', { name: /^Message/ })).toHaveProperty(
      'value',
      'half a sentence',
    );
    await waitFor(() =>
      expect(page.requests.filter(({ type }) => type === 'sign-in').length).toBeGreaterThan(before),
    );
  });

  it('says that the password is wrong, and stays', async () => {
    const page = await open();
    page.server.refuses(route, 401, 'sign-in-failed');
    await signIn(page, 'wrong');
    expect(await (await dialog()).findByText('Incorrect username or password.')).toBeTruthy();
  });

  it('cannot be dismissed', async () => {
    const page = await open();
    await dialog();
    await page.user.keyboard('{Escape}');
    expect(await dialog()).toBeTruthy();
  });
});
