import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { OngoingConversation, OngoingConversations } from '@rejoin/contracts';
import type { OngoingOptions } from '@rejoin/client';
import type { BrowserContext, BrowserContextOptions, Page, Route } from 'playwright-core';
import { SupervisorStage } from '../../tools/screenshots/supervisor-stage';
import { ongoingConversation, ongoingOf } from '../../tools/screenshots/supervisor-scene';
import { barriers } from './barriers';

const phone = { width: 390, height: 780 };
const longName = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(6).slice(0, 200);
const statuses = ['disconnected', 'waiting', 'active', 'wrap-up'] as const;

/** 500 conversations in the order of need. The first one has a name of 200 characters. */
const crowd: readonly OngoingConversation[] = statuses.flatMap((status, rank) =>
  Array.from({ length: 125 }, (_, i) => {
    const number = rank * 125 + i;
    return ongoingConversation(`c${number}`, 500 - number, {
      customerName: number === 0 ? longName : number === 130 ? '100%_\\ sure' : `Customer ${number}`,
      status,
      state: status === 'wrap-up' ? 'wrap-up' : status === 'waiting' ? 'open' : 'active',
      deadlineAt: status === 'disconnected' ? new Date(Date.now() + 60_000 * (i + 1)).toISOString() : null,
      waitingSince: status === 'waiting' ? new Date(Date.now() - 1_000 * (i + 1)).toISOString() : null,
      ...(status === 'waiting' ? { agent: null } : {}),
    });
  }),
);

/** Answers as the gateway does, as far as these tests need it. */
function answer({ search = '', status, cursor = '0', limit = 50 }: OngoingOptions): OngoingConversations {
  const matching = crowd.filter(({ customerName }) =>
    customerName?.toLowerCase().includes(search.toLowerCase()),
  );
  const found = matching.filter((one) => status === undefined || one.status === status);
  const start = Number(cursor);
  const { serverNow } = ongoingOf([]);
  return {
    items: found.slice(start, start + limit),
    counts: ongoingOf([...matching]).counts,
    nextCursor: start + limit < found.length ? String(start + limit) : null,
    serverNow,
  };
}

describeInBrowser('500 ongoing conversations', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];
  let asked: OngoingOptions[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    asked = [];
  });

  async function opened(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await device(browser(), options);
    contexts.push(context);
    const stage = await SupervisorStage.open(context, process.cwd());
    const { page } = stage;
    page.setDefaultTimeout(10_000);
    for (const [state, show] of stage.states()) {
      if (state !== 'now' && state !== 'ongoing') continue;
      if (state === 'ongoing')
        await page.route('**/v1/supervisor/conversations/search', (route: Route) => {
          const body = route.request().postDataJSON() as OngoingOptions;
          asked.push(body);
          return route.fulfill({ json: answer(body) });
        });
      await show();
    }
    return page;
  }

  const rows = (page: Page) => page.getByRole('table', { name: 'Ongoing conversations' }).getByRole('row');
  const search = (page: Page) =>
    page.getByRole('searchbox', { name: 'Search by customer or conversation ID' });

  it('are read page by page, the most urgent first, and counted by status', async () => {
    const page = await opened();
    await rows(page).nth(25).waitFor();
    expect(await rows(page).count()).toBe(26);
    for (const name of ['All (500)', 'Waiting in queue (125)', 'Active (125)', 'Disconnected (125)'])
      await page.getByRole('button', { name }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await rows(page).filter({ hasText: 'Customer 25' }).waitFor();
    expect(
      await rows(page)
        .filter({ hasText: longName.slice(0, 40) })
        .count(),
    ).toBe(0);
    expect(Math.max(...asked.map(({ limit = 0 }) => limit))).toBe(25);
  });

  it('are searched by the server for exactly what was typed, also for %_\\', async () => {
    const page = await opened();
    await search(page).fill('%_\\');
    await rows(page).filter({ hasText: '100%_\\ sure' }).waitFor();
    expect(await rows(page).count()).toBe(2);
    expect(asked.at(-1)).toMatchObject({ search: '%_\\' });
    await search(page).fill('nobody is called that');
    await page.getByRole('heading', { name: 'No conversations match.' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and filter' }).click();
    await rows(page).nth(25).waitFor();
    expect(await search(page).inputValue()).toBe('');
  });

  it('are filtered by status; one in wrap-up cannot be selected', async () => {
    const page = await opened();
    await page.getByRole('button', { name: 'Wrap-up (125)' }).click();
    await rows(page).filter({ hasText: 'Customer 375' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Select Customer 375' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Waiting in queue (125)' }).click();
    await rows(page).filter({ hasText: 'Customer 125' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select Customer 125' }).check();
    await page.getByText('1 selected').waitFor();
  });

  it('are acted upon one by one: what has just ended is refused by its sentence, and the others are assigned', async () => {
    const page = await opened();
    const refused = { type: 'about:blank', title: 'no', status: 409, name: 'conversation-ended' };
    const acts: string[] = [];
    await page.route('**/v1/supervisor/conversations/*/{assign,transfer}', (route) => {
      const path = new URL(route.request().url()).pathname;
      acts.push(path.split('/').slice(-2).join(' '));
      return path.includes('/c126/')
        ? route.fulfill({ status: 409, json: refused })
        : route.fulfill({ json: {} });
    });
    await page.getByRole('checkbox', { name: 'Select Customer 1', exact: true }).check();
    await page.getByRole('button', { name: 'Assign to agent' }).click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /Dev Patel/ })
      .check();
    await page.getByRole('dialog').getByRole('button', { name: 'Assign to agent' }).click();
    await page.getByText('Assigned 1 of 1').waitFor();
    await page.getByRole('button', { name: 'Waiting in queue (125)' }).click();
    for (const number of [125, 126])
      await page.getByRole('checkbox', { name: `Select Customer ${number}`, exact: true }).check();
    await page.getByRole('button', { name: 'Assign to agent' }).click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /Dev Patel/ })
      .check();
    await page.getByRole('dialog').getByRole('button', { name: 'Assign to agent' }).click();
    await page.getByText('Assigned 1 of 2').waitFor();
    await page.getByRole('status').getByText('Customer 125: Assigned to Dev Patel.').waitFor();
    await page
      .getByRole('status')
      .getByText(/Customer 126: .*ended/)
      .waitFor();
    expect(acts).toEqual(['c1 transfer', 'c125 assign', 'c126 assign']);
  });

  it.each<[string, BrowserContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: phone }],
  ])('fit without a barrier, with a name of 200 characters: %s', async (_, options) => {
    const page = await opened(options);
    await page.getByRole('button', { name: `Monitor the conversation with ${longName.trim()}` }).waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: `Monitor the conversation with ${longName.trim()}` }).click();
    await page.getByRole('log').getByText('How long will it take?').waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop monitoring' }).click();
    await page.getByRole('button', { name: 'Stop monitoring' }).waitFor({ state: 'detached' });
  });
});

const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
