import { projectFolder } from '@rejoin/servers';
import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inAWorldOfItsOwn } from '../journeys/world';
import { pageOf, readDashboard, readPanel } from './dashboard-page';
import { findPrometheus, Prometheus } from './prometheus';

const programs = findPrometheus();
/** What the picture shows: Prometheus reads each process once a second. */
const seconds = 60;
jest.setTimeout(180_000);

(programs ? describeInBrowser : describe.skip)('the dashboard over a real Prometheus', () => {
  if (!programs) return;
  const browser = inABrowser();
  const world = inAWorldOfItsOwn();
  let prometheus: Prometheus;

  beforeAll(async () => {
    const { gateways, config, routing, timer } = world().system;
    prometheus = await Prometheus.start(programs, {
      'session-gateway': gateways.map(({ opsUrl }) => opsUrl),
      config: [config.opsUrl],
      routing: [routing.opsUrl],
      'reconnection-timer': [timer.opsUrl],
    });
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { maxUnits: 5 });
    const scraped = async (most: number) =>
      eventually(
        async () => {
          const [up] = await prometheus.query('max(count_over_time(up[5m]))');
          expect(Number(up?.value[1])).toBeGreaterThan(most);
        },
        { timeout: 90_000 },
      );
    await scraped(5);
    for (let customer = 0; customer < 3; customer++) {
      const mia = await world().served(shop, anna);
      await mia.chat.send('a word');
      mia.cutter.cut();
      await eventually(() =>
        expect(anna.desk.conversation(mia.conversationId)?.snapshot?.window).not.toBeNull(),
      );
      if (customer === 2) continue;
      mia.cutter.restore();
      await eventually(() => expect(mia.reconnected).toHaveLength(1));
    }
    await world().timedOut();
    await scraped(40);
  });
  afterAll(async () => prometheus.stop());

  // With REJOIN_PICTURES=1 the picture of docs/images is drawn again.
  it('can be drawn: each panel has at least one series, and a chart', async () => {
    const panels = readDashboard();
    const charts = panels.filter(({ type }) => type === 'timeseries');
    const drawn = await Promise.all(charts.map((panel) => readPanel(prometheus, panel, seconds)));
    const empty = drawn.filter(({ labels }) => labels.length === 0).map(({ title }) => title);
    expect(empty).toEqual([]);
    const page = await browser().newPage({ viewport: { width: 1488, height: 900 } });
    await page.setContent(
      pageOf(
        panels.filter(({ type }) => type === 'row'),
        drawn,
      ),
    );
    expect(await page.locator('section canvas').count()).toBe(charts.length);
    const picture = await page.screenshot({ fullPage: true });
    if (process.env['REJOIN_PICTURES'] === '1')
      writeFileSync(join(projectFolder(), 'docs', 'images', 'dashboard.png'), picture);
    await page.context().close();
  });
});
