import { screen, waitFor, within } from '@testing-library/react';
import { adminScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const dialog = async () => within(await screen.findByRole('dialog'));
const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));
const passwordRoute = 'PUT /v1/accounts/ben/password';

describe('the list of accounts', () => {
  it('shows the roles, and which account is the own one', async () => {
    await ConsolePage.open('accounts');
    const kim = (await screen.findByRole('button', { name: 'Kim' })).closest('tr');
    expect(kim?.textContent).toMatch(/You.*kim@contoso\.example.*Administrator/);
    const ben = (await screen.findByRole('button', { name: 'Ben' })).closest('tr');
    expect(ben?.textContent).toContain('Agent, Supervisor');
    expect(ben?.textContent).not.toContain('You');
  });

  it('is filtered by role', async () => {
    const page = await ConsolePage.open('accounts');
    await screen.findByRole('button', { name: 'Kim' });
    await page.user.click(screen.getByRole('combobox', { name: 'Role' }));
    await page.user.click(await screen.findByRole('option', { name: 'Supervisor' }));
    await waitFor(() =>
      expect(page.server.asked.some(({ search }) => search.get('role') === 'supervisor')).toBe(true),
    );
  });
});

describe('a list whose changed filter fails to load', () => {
  it('keeps what it shows below the reason, and is loaded by a retry', async () => {
    const page = await ConsolePage.open('accounts');
    await screen.findByRole('button', { name: 'Kim' });
    page.server.plays('GET /v1/accounts', { status: 500, json: { name: 'failed' } });
    await page.user.click(screen.getByRole('combobox', { name: 'Role' }));
    await page.user.click(await screen.findByRole('option', { name: 'Supervisor' }));
    expect(await screen.findByText(/^Something went wrong\./)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Kim' })).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'Role' }).textContent).toContain('Supervisor');
    page.server.plays('GET /v1/accounts', { json: { items: [], nextCursor: null } });
    await page.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^No results match/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Kim' })).toBeNull();
  });
});

describe('a new account', () => {
  it('may come without a password', async () => {
    const page = await ConsolePage.open('accounts');
    await page.user.click(await screen.findByRole('button', { name: 'New account' }));
    const shown = await dialog();
    await page.user.type(shown.getByRole('textbox', { name: /^Username/ }), 'ida@contoso.example');
    await page.user.type(shown.getByRole('textbox', { name: /^Display name/ }), 'Ida');
    // An agent would need an agent to be chosen.
    await page.user.click(shown.getByRole('checkbox', { name: /^Agent/ }));
    await page.user.click(shown.getByRole('checkbox', { name: /^Supervisor/ }));
    await save(page);
    await waitFor(() => expect(page.server.bodiesOf('POST /v1/accounts')).toHaveLength(1));
    expect(page.server.bodiesOf('POST /v1/accounts')[0]).toMatchObject({
      login: 'ida@contoso.example',
      displayName: 'Ida',
      password: null,
    });
  });

  it('is not made with a password that is too short', async () => {
    const page = await ConsolePage.open('accounts');
    await page.user.click(await screen.findByRole('button', { name: 'New account' }));
    const shown = await dialog();
    await page.user.type(shown.getByRole('textbox', { name: /^Username/ }), 'ida@contoso.example');
    await page.user.type(shown.getByRole('textbox', { name: /^Display name/ }), 'Ida');
    // An agent would need an agent to be chosen.
    await page.user.click(shown.getByRole('checkbox', { name: /^Agent/ }));
    await page.user.click(shown.getByRole('checkbox', { name: /^Supervisor/ }));
    await page.user.type(shown.getByLabelText(/^Password/), 'short');
    await save(page);
    expect((await dialog()).getByText(/Correct 1 field/)).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/accounts')).toEqual([]);
  });
});

describe('a new password for an account', () => {
  async function setPassword(password: string, again: string): Promise<ConsolePage> {
    const page = await ConsolePage.open('accounts');
    await page.user.click(await screen.findByRole('button', { name: 'Set password: Ben' }));
    const [first, second] = (await dialog())
      .getAllByLabelText(/assword/)
      .filter(({ tagName }) => tagName === 'INPUT');
    await page.user.type(first!, password);
    await page.user.type(second!, again);
    await save(page);
    return page;
  }

  it('is set for the version that is current', async () => {
    const page = await setPassword('correct horse battery', 'correct horse battery');
    expect(await screen.findByText('Password set.')).toBeTruthy();
    expect(page.server.bodiesOf(passwordRoute)).toEqual([{ password: 'correct horse battery' }]);
    expect(page.server.asked.find(({ method }) => method === 'PUT')?.headers.get('If-Match')).toBe('"3"');
  });

  it('must be typed twice the same', async () => {
    const page = await setPassword('correct horse battery', 'correct horse batterz');
    expect((await dialog()).getByText(/Correct 1 field/)).toBeTruthy();
    expect(page.server.bodiesOf(passwordRoute)).toEqual([]);
  });
});

describe('a second factor that was lost', () => {
  function withSecondFactor() {
    const scene = adminScene();
    const accounts = scene.things.accounts.map((one) => ({
      ...one,
      hasSecondFactor: one.accountId === 'ben',
    }));
    return { ...scene, things: { ...scene.things, accounts } };
  }

  it('is removed after a question, only where there is one', async () => {
    const page = await ConsolePage.open('accounts', { scene: withSecondFactor() });
    const [button, ...others] = await screen.findAllByRole('button', {
      name: /^Turn off two-step verification for/,
    });
    expect(others).toEqual([]);
    await page.user.click(button!);
    await page.user.click((await dialog()).getByRole('button', { name: 'Turn off two-step verification' }));
    expect(await screen.findByText('Two-step verification turned off.')).toBeTruthy();
    const removed = page.server.asked.filter(({ path }) => path === '/v1/accounts/ben/second-factor');
    expect(removed).toHaveLength(1);
  });
});
