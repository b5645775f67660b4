import { randomUUID } from 'node:crypto';
import { readCsv } from '@rejoin/csv';
import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContextOptions, Download, Page } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openAdministration, signInAt, type Administration, type SignedIn } from './administration';
import { barriers } from './barriers';
import { several } from './crowd';

const recordsOf = async (download: Download) => {
  const parts: string[] = [];
  for await (const part of (await download.createReadStream()).setEncoding('utf8')) parts.push(String(part));
  return readCsv(parts.join('')).records.map(({ fields }) => fields);
};

describeInBrowser('the import of accounts and agents', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const url = () => world().system.config.url;
  let open: Administration[] = [];
  let admin: SignedIn;

  beforeAll(async () => {
    admin = await signInAt(url(), 'admin@demo');
  });
  afterEach(async () => {
    const all = open;
    open = [];
    for (const { complaints, close } of all) {
      await close();
      expect(complaints).toEqual([]);
    }
  });

  async function opened(options: BrowserContextOptions = {}): Promise<Page> {
    const administration = await openAdministration(browser(), url(), admin, options);
    open.push(administration);
    const { page } = administration;
    await page.evaluate(`location.hash = '#/import-accounts'`);
    await page.getByTestId('drop').waitFor();
    return page;
  }
  const choose = (page: Page, bytes: Buffer | string, name = 'people.csv') =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
  const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
  const row = (page: Page, login: string) => page.getByRole('row').filter({ hasText: login });
  const download = async (page: Page, name: string) => {
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return saved;
  };
  const countOf = async (prefix: string) => {
    const [found] = await world().sql<{ accounts: number; agents: number }>(
      `select (select count(*) from config.accounts where login like $1)::int as accounts,
        (select count(*) from config.agents where settings ->> 'displayName' like $1)::int as agents`,
      [`${prefix}%`],
    );
    return found;
  };

  it('saves 200 rows and names the one that is refused, and finds all unchanged the second time', async () => {
    const shop = await world().shop();
    const prefix = `p${randomUUID().slice(0, 8)}-`;
    const page = await opened();
    const people = several(
      200,
      (at) => `${prefix}${at}@example.com;${prefix}Ag"ent" ${at};agent|supervisor;${shop.name};4`,
    );
    const quoted = people.map((line) =>
      line.replace(/;([^;]*"[^;]*);/, (_, name: string) => `;"${name.replaceAll('"', '""')}";`),
    );
    const file = `\ufeffUsername;Display name;Roles;Workstreams;Maximum capacity\r\n${quoted.join('\r\n')}\r\n`;
    await choose(page, file);
    await tab(page, 'New (200)').waitFor();
    expect(await countOf(prefix)).toEqual({ accounts: 0, agents: 0 });
    expect(await page.getByRole('row').count()).toBe(51);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Create a first password for each new account' }).uncheck();
    // Another person takes one of the usernames between the preview and the import.
    const taken = {
      login: `${prefix}7@example.com`,
      displayName: 'Seven',
      roles: ['supervisor'],
      agentId: null,
    };
    const made = await fetch(`${url()}/v1/accounts`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...taken, active: true, external: null, password: null }),
    });
    expect(made.status).toBe(201);
    await page.getByRole('button', { name: 'Import 200 rows' }).click();
    await page.getByText('199 rows were saved. 1 row wasn’t saved.').waitFor({ timeout: 60_000 });
    await row(page, taken.login).getByText('Username: Another account already uses this username.').waitFor();
    expect(await countOf(prefix)).toEqual({ accounts: 200, agents: 200 });
    const result = await recordsOf(await download(page, 'Download result'));
    expect(result).toHaveLength(201);
    expect(result[7]?.at(-1)).toContain('Not saved Username: Another account');
    expect(result[8]?.at(-1)).toBe('Saved');

    await page.getByRole('button', { name: 'Import another file' }).click();
    await choose(page, file);
    await tab(page, 'Unchanged (199)').waitFor();
    await tab(page, 'Changed (1)').click();
    // The agent without an account is taken, and no second one is created.
    await row(page, taken.login).getByText('Roles: Supervisor → Agent, Supervisor').waitFor();
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByText('1 row was saved.').waitFor();
    expect(await countOf(prefix)).toEqual({ accounts: 200, agents: 200 });
  });

  it('creates first passwords, gives them once, and lets the people sign in', async () => {
    const login = `first-${randomUUID()}`;
    const page = await opened();
    await page.getByRole('textbox', { name: 'Paste rows' }).fill(`displayName\tlogin\n=Anna\t${login}`);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByText('1 row was saved.').waitFor();
    await page.getByRole('button', { name: 'Import another file' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without the passwords?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    const [, record] = await recordsOf(await download(page, 'Download passwords'));
    expect(record?.slice(0, 2)).toEqual([login, "'=Anna"]);
    await expect(signInAt(url(), login, record?.[2])).resolves.toMatchObject({
      account: { displayName: '=Anna' },
    });
    await expect(signInAt(url(), login, 'rejoin-demo')).rejects.toThrow('401');
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.getByTestId('drop').waitFor();
  });

  it('shows every kind of bad row with its sentence, and imports the good ones', async () => {
    const shop = await world().shop();
    const prefix = `bad-${randomUUID().slice(0, 8)}-`;
    const bad: readonly (readonly [cells: string, sentence: string])[] = [
      [',Nobody,,,,,,', 'Username: Enter a value.'],
      [`${prefix}a b,Space,,,,,,`, 'Username: Use 1–200 characters without spaces.'],
      [`${prefix}noname,,,,,,,`, 'Display name: Enter a value.'],
      [`${prefix}long,${'x'.repeat(201)},,,,,,`, 'Display name: Use 200 characters or fewer.'],
      [`${prefix}role,R,boss,,,,,`, 'Roles: There is no role boss.'],
      [`${prefix}stream,S,,Nowhere,,,,`, 'Workstreams: There is no workstream Nowhere.'],
      [`${prefix}noagent,N,supervisor,${shop.name},,,,`, 'Workstreams: Only agents have workstreams.'],
      [`${prefix}many,M,,,many,,,`, 'Maximum capacity: Enter a number.'],
      [`${prefix}half,H,,,1.5,,,`, 'Maximum capacity: Enter a whole number.'],
      [`${prefix}great,G,,,10001,,,`, 'Maximum capacity: Enter 10000 or less.'],
      [`${prefix}here,P,,,,here,,`, 'Default presence: There is no presence here.'],
      [`${prefix}grace,G,,,,,0,`, 'Agent reconnect grace period: Enter 1 or more.'],
      [`${prefix}perhaps,A,,,,,,perhaps`, 'Active: Use yes or no, not perhaps.'],
      [`${prefix}good,Twice,,,,,,`, 'Username: Line 2 has the same username.'],
      [`${prefix}cells,A,,,,,,yes,more`, 'The row has more cells than the first line.'],
      ['admin@demo,Admin,agent,,,,,', 'This is your own account.'],
    ];
    const header = 'login,displayName,roles,workstreams,maxUnits,defaultPresence,graceSeconds,active';
    const good = `${prefix}good,"${prefix}Good, with\nlines",Agent,${shop.name},3,Busy,90,Yes`;
    const page = await opened();
    await choose(
      page,
      `${header}\n${good}\n${bad.map(([cells]) => cells).join('\n')}\n${prefix}last,"open\n`,
    );
    await tab(page, 'New (1)').waitFor();
    await page.getByText(/^Nothing was read from line 20 on/).waitFor();
    await tab(page, `Problems (${bad.length})`).click();
    for (const [, sentence] of bad) await page.getByText(sentence).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Create a first password' }).uncheck();
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByText('1 row was saved.').waitFor();
    expect(await countOf(prefix)).toMatchObject({ accounts: 1 });
    const result = await recordsOf(await download(page, 'Download result'));
    expect(result.at(-1)?.at(-1)).toMatch(/^Problem This is your own account/);
  });

  it.each([
    ['Latin-1', Buffer.from('login,displayName\nzoe,Zoë Müller', 'latin1'), true],
    ['UTF-16', Buffer.from('\ufefflogin\tdisplayName\nzoe\tZoë Müller', 'utf16le'), false],
  ])('reads a file in %s', async (_, bytes, isGuessed) => {
    const page = await opened();
    await choose(page, bytes);
    await row(page, 'zoe').getByText('Zoë Müller').waitFor();
    expect(await page.getByText('The encoding of the file was guessed').count()).toBe(isGuessed ? 1 : 0);
  });

  it('says why a file cannot be used, and takes the next one', async () => {
    const page = await opened();
    const refused: readonly (readonly [Buffer | string, RegExp])[] = [
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]), /This isn’t a text file/],
      [Buffer.alloc(1024 * 1024 + 1, 'a'), /The file is larger than 1 MB/],
      ['', /There are no rows/],
      ['name,email\na,b', /no column for the username/],
      ['login,Username\na,b', /has the column Username twice/],
      [`login\n${'a\n'.repeat(1001)}`, /There are more than 1,000 rows/],
    ];
    for (const [bytes, sentence] of refused) {
      await choose(page, bytes);
      await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    }
    const [template] = [await download(page, 'Download template')];
    const [titles, example] = await recordsOf(template);
    await choose(page, [titles, example].map((fields) => fields?.join(',')).join('\n'));
    await row(page, 'anna.example').waitFor();
  });

  it('takes a dropped file on a phone, from right to left', async () => {
    const page = await opened({ viewport: { width: 390, height: 844 }, locale: 'ar' });
    const transfer = await page.evaluateHandle(
      `(() => { const transfer = new DataTransfer();
        transfer.items.add(new File(['login,displayName\\nzoe,Zoe'], 'people.csv')); return transfer; })()`,
    );
    await page.getByTestId('drop').dispatchEvent('drop', { dataTransfer: transfer });
    await row(page, 'zoe').waitFor();
    await eventually(async () => expect(await barriers(page)).toEqual([]));
    expect(
      await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      ),
    ).toBe(false);
  });
});
