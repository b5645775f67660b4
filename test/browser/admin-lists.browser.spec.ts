import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
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

const agents = several(202, (number) => ({
  ...saved,
  agentId: `a${number}`,
  displayName: number === 3 ? `Agent 3 ${longName}`.slice(0, 200) : `Agent ${number}`,
  maxUnits: 4,
  defaultPresence: 'available',
  graceSeconds: 60,
  workstreamIds: number <= 50 ? several(62, (queue) => `w${queue}`) : Array<string>(),
}));
const workstreams = several(62, (number) => ({
  ...saved,
  workstreamId: `w${number}`,
  name: number === 1 ? longName : `Queue ${number}`,
  timeZone: 'Etc/UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
}));

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
  async function opened(at: Browser, viewport = { width: 1280, height: 720 }) {
    const context = await device(at, { viewport });
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
        return route.fulfill({ json: { items: workstreams, nextCursor: null } });
      }
      if (kind !== 'agents') return route.fulfill({ json: { items: [], nextCursor: null } });
      const of = searchParams.get('workstreamId');
      const items = agents.filter(({ workstreamIds }) => of === null || workstreamIds.includes(of));
      return route.fulfill({ json: { items, nextCursor: null } });
    });
    await stage.signIn();
    return { page, stage, put };
  }

  const isWiderThanThereIsRoom = (page: Page) =>
    page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

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
    await stage.show('agents');
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
