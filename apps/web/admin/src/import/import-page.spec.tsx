import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { savedFiles } from '../../../testing/browser.fixture';
import { ConsolePage } from '../console-page.fixture';

const people = `login,displayName,roles,workstreams,maxUnits
ida@contoso.example,Ida,agent,Orders,3
ben@contoso.example,Benjamin,,,
kim@contoso.example,Kim,,,
jo@contoso.example,Jo,chief,,`;

const press = async (page: ConsolePage, name: string | RegExp) =>
  page.user.click(await screen.findByRole('button', { name }));
const table = async () => within(await screen.findByRole('table', { name: 'Preview' }));
const rows = async () =>
  (await table())
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
const put = (page: ConsolePage) =>
  page.server.asked.flatMap(({ method, path, body }) => (method === 'GET' ? [] : [[method, path, body]]));

async function paste(page: ConsolePage, text: string): Promise<void> {
  const field = await screen.findByRole('textbox', { name: 'Paste rows' });
  await page.user.click(field);
  await page.user.paste(text);
  await press(page, 'Check');
}

async function check(text = people): Promise<ConsolePage> {
  const page = await ConsolePage.open('import-accounts');
  await paste(page, text);
  return page;
}

describe('a file to import', () => {
  it('may be a template with the names of all columns, and a workstream that exists', async () => {
    const page = await ConsolePage.open('import-accounts');
    await waitFor(() => expect(page.server.asked.some(({ path }) => path === '/v1/workstreams')).toBe(true));
    await press(page, 'Download template');
    expect(await savedFiles[0]?.text()).toMatch(/login,displayName,roles,workstreams.*\r?\n.*Orders/);
  });

  it.each([
    ['displayName\nIda', /has no column for the username/],
    ['login\n', /^There are no rows\./],
    ['login,login\na,b', /has the column .* twice\.$/],
    [`login\n${'a\n'.repeat(5_001)}`, /^There are more than [\d,]+ rows\./],
  ])('is not checked further when it is wrong: %#', async (text, sentence) => {
    await check(text);
    expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('is read when it is dropped, and its encoding is guessed', async () => {
    await ConsolePage.open('import-accounts');
    // Müller in Windows-1252.
    const ascii = (text: string) => [...new TextEncoder().encode(text)];
    const bytes = new Uint8Array([...ascii('login,displayName\nmia,M'), 0xfc, ...ascii('ller')]);
    const file = { size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer) };
    fireEvent.drop(await screen.findByTestId('drop'), { dataTransfer: { files: [file] } });
    expect((await rows())[0]).toContain('Müller');
    expect(screen.getByText(/^The encoding of the file was guessed/)).toBeTruthy();
  });

  it('is not read when it is larger than the service takes', async () => {
    await ConsolePage.open('import-accounts');
    const file = { size: 1_048_577, arrayBuffer: () => Promise.reject(new Error('was read')) };
    fireEvent.drop(await screen.findByTestId('drop'), { dataTransfer: { files: [file] } });
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The file is larger than 1 MB\./);
  });

  it('says so when the accounts cannot be read, and is checked again', async () => {
    const page = await ConsolePage.open('import-accounts');
    page.server.plays('GET /v1/accounts', 'nothing');
    await paste(page, people);
    expect((await screen.findByRole('alert')).textContent).toMatch(/isn’t available right now/);
    page.server.plays('GET /v1/accounts', { json: { items: [], nextCursor: null } });
    await press(page, 'Check');
    expect(await rows()).toHaveLength(4);
    expect(screen.queryByText(/isn’t available right now/)).toBeNull();
  });
});

describe('the preview of an import', () => {
  it('says of each row what would be saved, before anything is', async () => {
    const page = await check();
    const [ida, ben, kim, jo] = await rows();
    expect(ida).toMatch(/^2ida@contoso\.exampleIdaAgentNewwith a new agent$/);
    expect(ben).toMatch(/Changed.*Display name: Ben → Benjamin/);
    expect(kim).toMatch(/Unchanged$/);
    expect(jo).toMatch(/Problem.*There is no role chief\./);
    expect(put(page)).toEqual([]);
  });

  it('can be reduced to the rows with problems', async () => {
    const page = await check();
    await page.user.click(await screen.findByRole('tab', { name: 'Problems (1)' }));
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]).toContain('jo@contoso.example');
  });

  it('says that there is nothing to import', async () => {
    await check('login,displayName\nkim@contoso.example,Kim');
    expect(await screen.findByText('There is nothing to import.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Import \d/ })).toBeNull();
  });

  it('names what it does not use, and where a file is broken', async () => {
    await check('login,Team\nida,Blue\njo,"open');
    expect(await screen.findByText('These columns aren’t used: Team')).toBeTruthy();
    expect(screen.getByText(/^Nothing was read from line 3 on/)).toBeTruthy();
  });

  it('shows a long file a part at a time', async () => {
    const lines = Array.from({ length: 251 }, (_, i) => `p${i}@contoso.example,P ${i}`);
    const page = await check(`login,displayName\n${lines.join('\n')}`);
    expect(await rows()).toHaveLength(50);
    await press(page, 'Show more');
    expect(await rows()).toHaveLength(250);
  });
});

describe('an import', () => {
  it('saves the agent first, then the account with a first password', async () => {
    const page = await check();
    await press(page, 'Import 2 rows');
    expect(await screen.findByText('2 rows were saved.')).toBeTruthy();
    const sent = put(page);
    expect(sent.filter(([, , body]) => (body as { displayName: string }).displayName === 'Ida')).toEqual([
      ['POST', '/v1/agents', expect.objectContaining({ maxUnits: 3, workstreamIds: ['orders'] })],
      [
        'POST',
        '/v1/accounts',
        expect.objectContaining({ roles: ['agent'], password: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) }),
      ],
    ]);
    expect(sent.filter(([method]) => method === 'PUT')).toEqual([
      ['PUT', '/v1/agents/ben', expect.objectContaining({ displayName: 'Benjamin', maxUnits: 3 })],
      ['PUT', '/v1/accounts/ben', expect.objectContaining({ displayName: 'Benjamin' })],
    ]);
  });

  it('gives the passwords as a file, and asks before they are lost', async () => {
    const page = await check();
    await press(page, 'Import 2 rows');
    await press(page, 'Import another file');
    const question = within(await screen.findByRole('dialog', { name: 'Leave without the passwords?' }));
    await page.user.click(question.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await press(page, 'Download passwords');
    expect(await savedFiles.at(-1)?.text()).toMatch(/ida@contoso\.example,Ida,(\w{4}-){3}\w{4}/);
    await press(page, 'Import another file');
    expect(await screen.findByRole('textbox', { name: 'Paste rows' })).toHaveProperty('value', '');
  });

  it('asks before the passwords are lost by signing out', async () => {
    const page = await check();
    await press(page, 'Import 2 rows');
    await screen.findByText('2 rows were saved.');
    await press(page, /^Account and settings: Kim/);
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    const question = within(await screen.findByRole('dialog', { name: 'Leave without the passwords?' }));
    await page.user.click(question.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Download passwords' })).toBeTruthy();
    await press(page, /^Account and settings: Kim/);
    await page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await press(page, 'Leave');
    expect(await screen.findByLabelText(/^Username/)).toBeTruthy();
  });

  it('gives no passwords when the person wants none', async () => {
    const page = await check();
    await page.user.click(await screen.findByRole('checkbox', { name: /^Create a first password/ }));
    await press(page, 'Import 2 rows');
    expect(await screen.findByText('2 rows were saved.')).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/accounts')).toEqual([expect.objectContaining({ password: null })]);
    expect(screen.queryByRole('button', { name: 'Download passwords' })).toBeNull();
  });

  it('makes no passwords while signing in with them is turned off', async () => {
    const page = await ConsolePage.open('import-accounts');
    page.server.plays('GET /v1/sign-in/options', { json: { passwords: false, providers: [] } });
    await paste(page, people);
    expect(await screen.findByText(/^Password sign-in is turned off/)).toBeTruthy();
    await press(page, 'Import 2 rows');
    expect(await screen.findByText('2 rows were saved.')).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/accounts')).toEqual([expect.objectContaining({ password: null })]);
  });

  it('tries only the rows again that failed, with the same password', async () => {
    const page = await check();
    page.server.plays('POST /v1/accounts', 'nothing');
    await press(page, 'Import 2 rows');
    expect(await screen.findByText('1 row was saved. 1 row wasn’t saved.')).toBeTruthy();
    expect((await rows())[0]).toMatch(/Not saved.*isn’t available right now/);
    page.server.plays('POST /v1/accounts', { json: {} });
    await press(page, 'Try 1 row again');
    expect(await screen.findByText('2 rows were saved.')).toBeTruthy();
    const [first, second] = page.server.bodiesOf('POST /v1/accounts') as { password: string }[];
    expect(second?.password).toBe(first?.password);
    expect(put(page).filter(([, path]) => path === '/v1/accounts/ben')).toHaveLength(1);
  });

  it('says of a refused row what the service says of its fields', async () => {
    const page = await check();
    const errors = [{ field: '/login', code: 'taken-login', params: {}, message: 'taken' }];
    page.server.refuses('POST /v1/accounts', 422, 'invalid', { errors });
    await press(page, 'Import 2 rows');
    await screen.findByText(/1 row wasn’t saved\./);
    expect((await rows())[0]).toMatch(/Username: Another account already uses this username\./);
  });

  it('ends after the rows that are being saved, when the person stops it', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `p${i}@contoso.example,P ${i},supervisor`);
    const page = await ConsolePage.open('import-accounts');
    page.server.plays('POST /v1/accounts', 'later');
    await paste(page, `login,displayName,roles\n${lines.join('\n')}`);
    await press(page, 'Import 40 rows');
    expect(await screen.findByText('0 of 40 rows')).toBeTruthy();
    await press(page, 'Stop');
    const begun = page.server.bodiesOf('POST /v1/accounts').length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(40);
    expect(screen.queryByRole('button', { name: 'Import another file' })).toBeNull();
  });

  it('gives its result as a file', async () => {
    const page = await check();
    await press(page, 'Import 2 rows');
    await screen.findByText('2 rows were saved.');
    await press(page, 'Download result');
    const lines = (await savedFiles.at(-1)?.text())?.trim().split(/\r?\n/) ?? [];
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(/^.*ida@contoso\.example,Ida,.*,2,Saved$/);
    expect(lines[4]).toMatch(/,5,.*Problem .*There is no role chief\./);
  });
});
