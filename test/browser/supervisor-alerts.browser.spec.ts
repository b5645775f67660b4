import { noThresholds, type Alert, type AlertThresholds, type Queues } from '@rejoin/contracts';
import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { SupervisorStage } from '../../tools/screenshots/supervisor-stage';
import { barriers } from './barriers';

const queues: Queues['queues'] = Array.from({ length: 62 }, (_, place) => ({
  workstreamId: `w${place}`,
  name: `Workstream ${place}`,
  active: true,
  timeZone: 'Etc/UTC',
  waiting: 0,
  oldestWaitingSince: null,
  parked: 0,
}));

const alert = (place: number, more: Partial<Alert> = {}): Alert => ({
  workstreamId: `w${place}`,
  workstreamName: `Workstream ${place}`,
  kind: 'waiting',
  value: 12,
  threshold: 10,
  raisedAt: '2026-11-22T16:00:00.000Z',
  ...more,
});

describeInBrowser('the alerts of 62 workstreams', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];
  let alerts: readonly Alert[] = [];
  let stored: { version: number; thresholds: AlertThresholds };

  beforeEach(() => {
    alerts = [];
    stored = { version: 0, thresholds: noThresholds };
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function opened(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await device(browser(), options);
    contexts.push(context);
    const stage = await SupervisorStage.open(context, process.cwd());
    const { page } = stage;
    page.setDefaultTimeout(15_000);
    const serverNow = new Date().toISOString();
    await page.route('**/v1/supervisor/queues', (route) => route.fulfill({ json: { queues, serverNow } }));
    await page.route('**/v1/supervisor/alerts', (route) => route.fulfill({ json: { alerts, serverNow } }));
    await page.route('**/v1/supervisor/workstreams/*/alert-thresholds', (route) => {
      const workstreamId = new URL(route.request().url()).pathname.split('/').at(-2);
      if (route.request().method() === 'POST') {
        const sent = route.request().postDataJSON() as typeof stored;
        if (sent.version !== stored.version)
          return route.fulfill({
            status: 409,
            json: { type: 'about:blank', title: 'no', status: 409, name: 'version-conflict' },
          });
        stored = { version: sent.version + 1, thresholds: sent.thresholds };
      }
      return route.fulfill({ json: { workstreamId, ...stored } });
    });
    for (const [name, show] of stage.states()) if (name === 'now') await show();
    return page;
  }

  const log = (page: Page) => page.getByRole('log', { name: 'Alerts' });

  it('are announced on every view, are dismissed one by one or all, and disappear when they are over', async () => {
    alerts = [alert(1)];
    const page = await opened();
    await log(page).getByText('10 or more conversations are waiting in queue.').waitFor();
    await page.getByRole('tab', { name: 'Ongoing conversations' }).click();
    alerts = [alert(2, { kind: 'no-agent', threshold: 1, value: 0 }), ...alerts];
    await log(page).getByText('No agent is available.').waitFor();
    await page.getByRole('button', { name: 'Dismiss alert of Workstream 1' }).click();
    await log(page).getByText('Workstream 1').waitFor({ state: 'detached' });
    alerts = alerts.slice(1);
    await log(page).getByText('Workstream 2').waitFor({ state: 'detached' });
    // The same threshold, crossed again.
    alerts = [alert(1, { raisedAt: '2026-11-22T17:00:00.000Z' })];
    await log(page).getByText('Workstream 1').waitFor();
  });

  it('of many workstreams take three lines, and never cover a control', async () => {
    alerts = queues.map((_, place) => alert(place));
    const page = await opened({ viewport: { width: 390, height: 780 } });
    await log(page).getByText('59 more alerts').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
    ).toBe(false);
    await page.getByRole('tab', { name: 'Reports' }).click();
    await log(page).getByRole('button', { name: 'Dismiss all' }).click();
    await log(page).getByText('Workstream 0').waitFor({ state: 'detached' });
    expect(await log(page).innerText()).toBe('');
  });

  it('have thresholds for each workstream; another supervisor’s change is not overwritten', async () => {
    const page = await opened();
    const dialog = page.getByRole('dialog');
    const open = async () => {
      await page.getByRole('button', { name: 'Alerts' }).click();
      await dialog.getByRole('combobox', { name: 'Workstream' }).selectOption({ label: 'Workstream 61' });
      await dialog.getByLabel('Conversations waiting').waitFor();
    };
    await open();
    expect(await dialog.getByRole('switch', { name: /^Play a sound/ }).isChecked()).toBe(false);
    await dialog.getByLabel('Conversations waiting').fill('0');
    await dialog.getByText('Enter a whole number from 1 to 10,000.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByLabel('Conversations waiting').fill('12');
    await dialog.getByRole('switch', { name: 'No agent available' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(stored).toEqual({ version: 1, thresholds: { ...noThresholds, waiting: 12, noAgent: true } });

    await open();
    stored = { ...stored, version: 7 };
    await dialog.getByLabel('Disconnected customers').fill('5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Newer changes were saved.').waitFor();
    expect(stored.thresholds.disconnected).toBeNull();
  });

  it.each<[string, BrowserContextOptions]>([
    ['dark, in Arabic', { locale: 'ar', colorScheme: 'dark' }],
    ['in forced colours, in German', { locale: 'de', forcedColors: 'active' }],
  ])('have no accessibility barrier: %s', async (_, options) => {
    alerts = [alert(1), alert(2, { kind: 'service-level', threshold: 80, value: 71 })];
    const page = await opened(options);
    await page.locator('main [role=log] .fui-MessageBar').nth(1).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
