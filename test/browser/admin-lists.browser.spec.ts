import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { listed } from '../../tools/screenshots/admin-answers';
import { AdminStage } from '../../tools/screenshots/admin-stage';
import { barriers } from './barriers';
import { several } from './crowd';

interface Agent {
  readonly agentId: string;
  readonly displayName: string;
  readonly workstreamIds: readonly string[];
}

const longName = 'A queue with a name that never ends '.repeat(6).trim().slice(0, 200);
const saved = { version: 3, changedAt: '2026-05-04T09:12:00.000Z', active: true };

const eightLines = 'An agent with a name of eight lines '.repeat(6).trim().slice(0, 200);

const agents = several(204, (number) => ({
  ...saved,
  active: number <= 50 || number % 10 !== 0,
  agentId: `a${number}`,
  displayName:
    number === 3 ? `Agent 3 ${longName}`.slice(0, 200) : number === 204 ? eightLines : `Agent ${number}`,
  maxUnits: number === 77 ? 40 : 4,
  defaultPresence: 'available',
  graceSeconds: 60,
  workstreamIds: number <= 50 ? several(62, (queue) => `w${queue}`) : Array<string>(),
}));
const workstreams = several(62, (number) => ({
  ...saved,
  active: number !== 7,
  changedAt: `2026-05-04T09:${String(number - 1)
    .padStart(2, '0')
    .slice(-2)}:00.000Z`,
  workstreamId: `w${number}`,
  name: number === 1 ? longName : `Queue ${number}`,
  timeZone: 'Etc/UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
}));

/** One page of a list, whose cursor is the number of items before it. */
function pageOf<Item>(items: readonly Item[], asked: URLSearchParams) {
  const [from, limit] = [Number(asked.get('cursor') ?? 0), Number(asked.get('limit') ?? 50)];
  const next = from + limit < items.length ? String(from + limit) : null;
  return { items: items.slice(from, from + limit), nextCursor: next };
}

describeInBrowser('the console with very many agents and workstreams', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  /**
   * The saved configuration, and a console that saves into it. Another person has changed Agent 60 in the
   * meantime.
   */
  async function opened(at: Browser, viewport = { width: 1280, height: 720 }, locale = 'en') {
    const context = await device(at, { viewport, locale });
    contexts.push(context);
    const stage = await AdminStage.open(context, process.cwd());
    const { page } = stage;
    const put = new Map<string, Agent>();
    await page.route(/\/v1\/(agents|workstreams|widgets|quick-replies)\b/, async (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      const [, , kind, id] = pathname.split('/');
      if (route.request().method() === 'PUT' && id !== undefined) {
        if (id === 'a60') return route.fulfill({ status: 412, json: { name: 'version-conflict' } });
        const body = route.request().postDataJSON() as Agent;
        put.set(id, body);
        return route.fulfill({ json: { ...saved, ...body, agentId: id, version: 4 } });
      }
      if (kind === 'workstreams') {
        if (id !== undefined)
          return route.fulfill({ json: workstreams.find((one) => one.workstreamId === id) });
        return route.fulfill({ json: pageOf(listed(workstreams, searchParams), searchParams) });
      }
      if (kind === 'agents' && id !== undefined)
        return route.fulfill({ json: agents.find((one) => one.agentId === id) });
      if (kind !== 'agents') return route.fulfill({ json: { items: [], nextCursor: null } });
      return route.fulfill({ json: pageOf(listed(agents, searchParams), searchParams) });
    });
    await stage.signIn();
    return { page, stage, put };
  }

  const isWiderThanThereIsRoom = (page: Page) =>
    page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  const names = (page: Page) => page.locator('tbody tr td:first-child').allInnerTexts();

  it('sorts and filters 204 agents, and keeps both in the address over a reload', async () => {
    const { page, stage } = await opened(browser());
    await stage.show('agents');
    await eventually(async () => expect((await names(page))[0]).toBe('Agent 1'));
    expect(await names(page)).not.toContain('Agent 110');
    await page.getByRole('button', { name: 'Maximum capacity' }).click();
    await page.getByRole('button', { name: 'Maximum capacity' }).click();
    await eventually(async () => expect((await names(page))[0]).toBe('Agent 77'));
    const sorted = page.getByRole('columnheader', { name: 'Maximum capacity' });
    expect(await sorted.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('switch', { name: 'Show inactive' }).check();
    await page.getByRole('searchbox').fill('agent 11');
    await eventually(async () => expect(await names(page)).toHaveLength(11));
    expect(new URL(page.url()).hash).toBe('#/agents?search=agent+11&inactive=shown&sort=maxUnits&order=desc');
    await page.reload();
    await eventually(async () => expect(await names(page)).toHaveLength(11));
    expect(await page.getByRole('searchbox').inputValue()).toBe('agent 11');
    expect(await barriers(page)).toEqual([]);
  });

  it('filters agents by workstream, and reads all of them page by page', async () => {
    const { page, stage } = await opened(browser());
    await stage.show('agents?inactive=shown');
    await page.getByRole('button', { name: 'Load more' }).click();
    await eventually(async () => expect(await names(page)).toHaveLength(200));
    await page.getByRole('combobox', { name: 'Workstream' }).click();
    await page.getByRole('option', { name: 'Queue 62' }).click();
    await eventually(async () => expect(await names(page)).toHaveLength(50));
    await page
      .getByText(/, and 59 more$/)
      .first()
      .waitFor();
    expect(page.url()).toContain('workstreamId=w62');
  });

  it('says when nothing matches, and clears search and filters by one button', async () => {
    const { page, stage } = await opened(browser());
    await stage.show('workstreams?sort=changedAt&order=desc');
    await eventually(async () => expect(await names(page)).toHaveLength(61));
    await page.getByRole('searchbox').fill('%_\\');
    await page.getByText('No results match your search and filters.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await eventually(async () => expect(await names(page)).toHaveLength(61));
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(page.url()).toContain('sort=changedAt');
  });

  it('has the same list again after the way back from a workstream', async () => {
    const { page, stage } = await opened(browser());
    await stage.show('workstreams');
    await page.getByRole('switch', { name: 'Show inactive' }).check();
    await page.getByRole('searchbox').fill('queue 7');
    await eventually(async () => expect(await names(page)).toEqual(['Queue 7']));
    await page.getByRole('link', { name: 'Queue 7' }).click();
    await page.getByRole('heading', { name: 'Queue 7', level: 1 }).waitFor();
    await page.goBack();
    await eventually(async () => expect(await names(page)).toEqual(['Queue 7']));
    expect(await page.getByRole('searchbox').inputValue()).toBe('queue 7');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor();
  });

  it('filters the audit history by who, what and when, and exports what it shows', async () => {
    const { page, stage } = await opened(browser());
    const asked: URLSearchParams[] = [];
    const change = {
      by: { as: 'account', accountId: 'kim', displayName: 'Kim' },
      action: 'changed',
      version: 2,
    };
    await page.route(/\/v1\/audit-log\b/, (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      asked.push(searchParams);
      if (!pathname.endsWith('/export')) {
        const entry = {
          ...change,
          seq: 1,
          at: saved.changedAt,
          what: 'agent',
          id: 'a7',
          name: 'Agent 7',
          old: null,
          new: null,
        };
        return route.fulfill({ json: { items: searchParams.has('by') ? [] : [entry], nextCursor: null } });
      }
      if (searchParams.has('by')) return route.fulfill({ contentType: 'text/csv', body: '\ufeffseq,at\r\n' });
      const errors = [{ field: '/from', code: 'too-many-changes', params: { maximum: 50000 }, message: '' }];
      return route.fulfill({ status: 400, json: { name: 'invalid', errors } });
    });
    await stage.show('history');
    await page.getByText('Kim changed agent “Agent 7”').waitFor();
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByText('More than 50000 changes. Choose a shorter time.').waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Agent', exact: true }).click();
    await page.getByRole('combobox', { name: 'Resource' }).click();
    await page.getByRole('combobox', { name: 'Resource' }).fill('agent 7');
    await page.getByRole('option', { name: 'Agent 77' }).click();
    await page.getByLabel('From').fill('2026-05-04');
    await page.getByRole('combobox', { name: 'Changed by' }).click();
    await page.getByRole('combobox', { name: 'Changed by' }).fill('rob');
    await page.getByRole('option', { name: 'Robin' }).click();
    await page.getByText('No results match your search and filters.').waitFor();
    expect(await barriers(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^audit-log-\d{4}-\d\d-\d\d\.csv$/);
    const wanted = asked.at(-1);
    expect(Object.fromEntries(wanted ?? [])).toMatchObject({ what: 'agent', id: 'a77', by: 'robin' });
    expect(Date.parse(wanted?.get('from') ?? '')).not.toBeNaN();
    await page.reload();
    await eventually(async () =>
      expect(await page.getByRole('combobox', { name: 'Resource' }).inputValue()).toBe('Agent 77'),
    );
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('Kim changed agent “Agent 7”').waitFor();
  });

  it('copies a workstream under a suggested name, and opens the copy', async () => {
    const { page, stage } = await opened(browser());
    const asked: object[] = [];
    await page.route(/\/v1\/workstreams\/w7\/copy$/, (route) => {
      const body = route.request().postDataJSON() as object;
      asked.push(body);
      // The first answer is lost. The service has made the copy.
      if (asked.length === 1) return route.abort();
      const errors = [{ field: '/workstreamId', code: 'taken-id', message: 'is taken' }];
      return route.fulfill({ status: 409, json: { name: 'already-exists', errors } });
    });
    await stage.show('workstreams/w7');
    await page.getByRole('button', { name: 'Copy workstream' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy workstream' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Copy of Queue 7');
    await dialog.getByRole('switch', { name: 'Assign the same agents' }).check();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await dialog.getByText(/isn’t available right now/).waitFor();
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Copy of Queue 7 was created.').waitFor();
    const [first, second] = asked as { workstreamId: string; name: string; withAgents: boolean }[];
    expect(second).toEqual(first);
    expect(second).toMatchObject({ name: 'Copy of Queue 7', withAgents: true });
    expect(page.url()).toContain(`#/workstreams/${String(second?.workstreamId)}`);
  });

  it.each(['de', 'ar'])('fits a phone with all of it, in %s', async (locale) => {
    const { page, stage } = await opened(browser(), { width: 390, height: 844 }, locale);
    await stage.show('agents?search=eight&inactive=shown&sort=maxUnits');
    await eventually(async () => expect(await names(page)).toEqual([eightLines]));
    expect(await isWiderThanThereIsRoom(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await stage.show('agents?search=nothing&workstreamId=w5');
    await page.getByRole('status').getByRole('button').waitFor();
    expect(await isWiderThanThereIsRoom(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
  });

  it('assigns several agents to a workstream at once, and names those that it could not assign', async () => {
    const { page, stage, put } = await opened(browser());
    await stage.show('workstreams/w2');
    const card = page.getByRole('region', { name: 'Agents in this workstream' });
    await card.getByRole('listitem').nth(49).waitFor();
    await card.getByRole('searchbox').fill('agent 41');
    await eventually(async () => expect(await card.getByRole('listitem').count()).toBe(1));
    await card.getByRole('button', { name: 'Assign agents' }).click();
    const dialog = page.getByRole('dialog', { name: 'Agents of Queue 2' });
    await dialog.getByText('50 selected').waitFor();
    await dialog.getByRole('searchbox').fill('Agent 6');
    await dialog.getByRole('checkbox', { name: 'Agent 6', exact: true }).uncheck();
    for (const name of ['Agent 60', 'Agent 61']) await dialog.getByRole('checkbox', { name }).check();
    await dialog.getByText('Add 2, remove 1').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('2 agents were changed.').waitFor();
    await page.getByText('1 agent couldn’t be changed.').waitFor();
    expect([...put.keys()].sort()).toEqual(['a6', 'a61']);
    expect(put.get('a61')?.workstreamIds).toEqual(['w2']);
    expect(put.get('a6')?.workstreamIds).toHaveLength(61);
  });

  it("searches an agent's 62 workstreams, and selects all results together", async () => {
    const { page, stage, put } = await opened(browser());
    await stage.show('agents?search=agent+51');
    await page.getByRole('button', { name: 'Agent 51', exact: true }).click();
    const editor = page.getByRole('dialog');
    const list = editor
      .getByRole('group')
      .filter({ has: page.getByRole('searchbox') })
      .last();
    await list.getByRole('searchbox').fill('queue 4');
    await list.getByRole('button', { name: 'Select all shown' }).click();
    await list.getByText('11 selected').waitFor();
    await list.getByRole('searchbox').fill('%_\\');
    await list.getByText('No results found.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await editor.getByRole('button', { name: /^Save/ }).click();
    await eventually(() => expect(put.get('a51')?.workstreamIds).toHaveLength(11));
  });

  it.each([1280, 390])('keeps names of 200 characters inside their rows, %s pixels wide', async (width) => {
    const { page, stage } = await opened(browser(), { width, height: 780 });
    await stage.show('workstreams/w1');
    const crumb = page.getByRole('navigation', { name: 'Workstreams' });
    await crumb.getByText(longName).waitFor();
    expect((await crumb.boundingBox())?.height).toBeLessThan(60);
    expect(await page.getByTitle(longName).first().count()).toBe(1);
    expect(await isWiderThanThereIsRoom(page)).toBe(false);
    const agent = page.getByRole('listitem').filter({ hasText: 'Agent 3 A queue' });
    expect((await agent.boundingBox())?.height).toBeLessThan(30);
  });
});
