import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Queues, Report } from '@rejoin/contracts';
import { readCsv } from '@rejoin/csv';
import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { emptyReport, reportOf } from '../../tools/screenshots/supervisor-scene';
import { SupervisorStage } from '../../tools/screenshots/supervisor-stage';
import { barriers } from './barriers';

const formula = '=HYPERLINK("https://evil.example")';
const queues: Queues['queues'] = Array.from({ length: 62 }, (_, place) => ({
  workstreamId: `w${place}`,
  name: `Workstream ${place}`,
  active: true,
  timeZone: 'Asia/Kolkata',
  waiting: 0,
  oldestWaitingSince: null,
  parked: 0,
}));

/** Answers as the gateway does, as far as these tests need it. */
function answer(query: URLSearchParams): Report {
  const workstreamId = query.get('workstreamId');
  const report = reportOf(Number(query.get('days') ?? 1), 204);
  const [first, ...others] = report.agents;
  return {
    ...report,
    workstreamId,
    name: queues.find((one) => one.workstreamId === workstreamId)?.name ?? null,
    timeZone: query.get('timeZone') ?? 'Asia/Kolkata',
    until: query.get('until') ?? report.until,
    agents: first ? [{ ...first, name: formula }, ...others] : [],
  };
}

describeInBrowser('the report of 62 workstreams and 204 agents', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-report-'));
  let asked: URLSearchParams[] = [];

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    asked = [];
  });

  async function opened(
    options: BrowserContextOptions = {},
    change = (report: Report) => report,
    watch: (page: Page) => void = () => undefined,
  ): Promise<Page> {
    const context = await device(browser(), options);
    contexts.push(context);
    const { page, ...stage } = await stageIn(context);
    page.setDefaultTimeout(10_000);
    watch(page);
    await page.route('**/v1/supervisor/queues', (route) =>
      route.fulfill({ json: { queues, serverNow: new Date().toISOString() } satisfies Queues }),
    );
    await page.route('**/v1/supervisor/report?*', (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.push(searchParams);
      return route.fulfill({ json: change(answer(searchParams)) });
    });
    await stage.show();
    await page.locator('main').getByRole('tab').nth(2).click();
    await page.getByRole('table').first().waitFor();
    return page;
  }

  async function stageIn(context: BrowserContext) {
    const stage = await SupervisorStage.open(context, process.cwd());
    const now = stage.states().find(([name]) => name === 'now');
    return { page: stage.page, show: async () => now?.[1]() };
  }

  const period = (page: Page, label: string) =>
    page.getByRole('combobox', { name: 'Period' }).selectOption({ label });

  it('is of all workstreams in the time zone of the reader, or of one in its own', async () => {
    const page = await opened({ timezoneId: 'America/Lima' });
    await page.getByText('(America/Lima time zone)').waitFor();
    expect(asked.at(-1)?.get('timeZone')).toBe('America/Lima');
    await page.getByRole('combobox', { name: 'Workstream' }).selectOption({ label: 'Workstream 61' });
    await page.getByText('(Asia/Kolkata time zone)').waitFor();
    expect(asked.at(-1)?.get('workstreamId')).toBe('w61');
    expect(asked.at(-1)?.get('timeZone')).toBeNull();
  });

  it('has a trend with axes for each metric, as a chart and as a table', async () => {
    const page = await opened();
    await period(page, 'Last 90 days');
    const trend = page.getByRole('region', { name: 'Trend' });
    const chart = trend.getByRole('application', {
      name: /^Conversations from \w+ \d+ to \w+ \d+\. Highest/,
    });
    await chart.waitFor();
    expect(await chart.locator('.recharts-bar-rectangle path').count()).toBe(90);
    await trend.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'Service level' });
    await trend.getByRole('application', { name: /^Service level/ }).waitFor();
    expect(await trend.locator('svg text').allTextContents()).toEqual(expect.arrayContaining(['0%', '100%']));
    await trend.getByRole('button', { name: 'Show as table' }).click();
    expect(await trend.getByRole('row').count()).toBe(91);
  });

  it('tells the value of each day by keyboard, in the direction of reading, until Escape', async () => {
    const page = await opened({ locale: 'ar' });
    await page.getByRole('tabpanel').locator('select').first().selectOption('90');
    const trend = page.getByRole('tabpanel').locator('section').first();
    const chart = trend.getByRole('application');
    const tooltip = trend.locator('.recharts-tooltip-wrapper');
    await chart.focus();
    await tooltip.waitFor();
    const first = await tooltip.textContent();
    await page.keyboard.press('ArrowLeft');
    await eventually(async () => (await tooltip.textContent()) !== first);
    const axis = await trend.locator('.recharts-yAxis-tick-labels').boundingBox();
    expect(axis?.x).toBeGreaterThan(640);
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'hidden' });
  });

  it('loads the chart library with the first chart, within the policy of the page', async () => {
    const loaded: string[] = [];
    const said: string[] = [];
    const page = await opened(
      {},
      (report) => report,
      (shown) => {
        shown.on('request', (request) => loaded.push(request.url()));
        shown.on('console', (message) => said.push(message.text()));
      },
    );
    const charts = () => loaded.filter((url) => url.includes('/column-chart-'));
    await page.getByRole('application').first().waitFor();
    expect(charts()).toHaveLength(1);
    await period(page, 'Last 90 days');
    await page.getByRole('application').nth(1).hover();
    expect(said.filter((text) => /policy|TrustedHTML|Trusted Type/i.test(text))).toEqual([]);
  });

  it('shows the busiest agents first, finds one of 204, and shows all', async () => {
    const page = await opened();
    const agents = page.getByRole('region', { name: 'Agents' });
    expect(await agents.getByRole('row').count()).toBe(13);
    await agents.getByRole('button', { name: 'Show all 204' }).click();
    expect(await agents.getByRole('row').count()).toBe(205);
    await agents.getByRole('searchbox', { name: 'Search agents' }).fill('agent 203');
    await agents.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await agents.getByText('Agent 203').waitFor();
  });

  it('is exported with the time zone, and names are never formulas', async () => {
    const page = await opened({ timezoneId: 'Europe/Berlin' });
    await period(page, 'Last 30 days');
    await page.getByRole('application', { name: /^Conversations/ }).waitFor();
    const saved = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^report-\w+-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
      const file = join(folder, download.suggestedFilename());
      await download.saveAs(file);
      return readCsv(readFileSync(file, 'utf8')).records.map(({ fields }) => fields);
    };
    const agents = await saved('Agents (CSV)');
    expect(agents).toHaveLength(205);
    expect(agents[1]).toEqual(expect.arrayContaining(['Europe/Berlin', `'${formula}`]));
    expect(await saved('Days (CSV)')).toHaveLength(31);
    expect(await saved('Totals and disconnects (CSV)')).toHaveLength(3);
  });

  it('is not asked for days that cannot be, and says why', async () => {
    const page = await opened();
    await period(page, 'Custom');
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await page.getByText('Select at most 92 days.').waitFor();
    const [before] = [asked.length];
    await page.getByLabel('To', { exact: true }).fill('2019-12-31');
    await page.getByText('Select an end date that isn’t before the start date.').waitFor();
    expect(asked.slice(before).filter((query) => query.get('until') === '2019-12-31')).toEqual([]);
    await page.getByLabel('To', { exact: true }).fill('2020-02-01');
    await page.getByText(/February 1, 2020/).waitFor();
    expect(asked.at(-1)?.get('days')).toBe('32');
  });

  it('says when disconnects are not counted, and when there is nothing', async () => {
    const page = await opened({}, (report) => ({ ...emptyReport(report), disconnects: null }));
    await page.getByText('Disconnects can’t be counted right now.').waitFor();
    await page.getByText('No conversations were assigned in this period.').waitFor();
  });

  it.each<[string, BrowserContextOptions]>([
    ['light', {}],
    ['in forced colours', { forcedColors: 'active' }],
    [
      'on a phone, dark, in Arabic',
      { viewport: { width: 390, height: 780 }, locale: 'ar', colorScheme: 'dark' },
    ],
    ['at 200 %, in German', { viewport: { width: 640, height: 400 }, locale: 'de' }],
  ])('has no accessibility barrier and fits: %s', async (_, options) => {
    const page = await opened(options);
    const found: string[] = [];
    const look = async () => {
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      found.push(...(await barriers(page)));
      const isWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      if (await page.evaluate<boolean>(isWide)) found.push('is wider than the window');
    };
    await look();
    await page.getByRole('tabpanel').locator('select').first().selectOption('90');
    await page.getByRole('application').nth(1).waitFor();
    await look();
    await page.getByRole('tabpanel').locator('section').first().getByRole('button').click();
    await page.getByRole('table').nth(2).waitFor();
    await page.getByRole('tabpanel').locator('select').first().selectOption('own');
    await page.locator('input[type=date]').first().fill('2020-01-01');
    await page.locator('.fui-Field__validationMessage').waitFor();
    await look();
    expect(found).toEqual([]);
  });
});
