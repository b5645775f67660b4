import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { SupervisorStage } from '../../tools/screenshots/supervisor-stage';
import { barriers, type Look } from './barriers';

const phone = { width: 390, height: 780 };
/** A window of 1280 by 800 pixels at a zoom of 200 %. */
const zoomed = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

/**
 * Messages of the browser about an unreachable server or a refused request. They are no faults of the page.
 */
const ofTheNetwork = /net::ERR_|Failed to load resource/;

describeInBrowser("every state of the supervisor's page", () => {
  const browser = inABrowser();

  it.each<[string, Look, BrowserContextOptions]>([
    ['light', 'everything', {}],
    ['dark, in Arabic', 'colours', { colorScheme: 'dark', locale: 'ar' }],
    ['on a phone, in German', 'all but colours', { viewport: phone, locale: 'de' }],
    ['on a phone, in Arabic', 'all but colours', { viewport: phone, locale: 'ar' }],
    ['where the system forces its colours', 'everything', { forcedColors: 'active' }],
    ['at a zoom of 200 %, in German', 'all but colours', { ...zoomed, locale: 'de' }],
  ])('has no accessibility barrier and fits: %s', async (_, look, options) => {
    const context = await device(browser(), options);
    const stage = await SupervisorStage.open(context, process.cwd());
    const { page } = stage;
    const complaints: string[] = [];
    page.on('console', (line) => {
      const text = line.text();
      if (['error', 'warning'].includes(line.type()) && !ofTheNetwork.test(text)) complaints.push(text);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const found: Record<string, string[]> = {};
    // The page needs seconds to notice both changes; see below.
    const late = ['away', 'refused'];
    for (const [state, show] of stage.states().filter(([state]) => !late.includes(state))) {
      await show();
      const overflows = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      const all = [...(await barriers(page, look)), ...(overflows ? ['is wider than the window'] : [])];
      if (all.length > 0) found[state] = all;
    }
    expect(await page.evaluate('document.documentElement.dir')).toBe(options.locale === 'ar' ? 'rtl' : 'ltr');
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps the tabs and the workstream where they are in every view', async () => {
    const context = await device(browser(), { viewport: { width: 1280, height: 800 } });
    const stage = await SupervisorStage.open(context, process.cwd());
    const { page } = stage;
    const places: Record<string, unknown> = {};
    for (const [state, show] of stage.states()) {
      if (!['now', 'ongoing', 'figures'].includes(state)) continue;
      await show();
      const bar = await page.getByRole('tablist').boundingBox();
      const choice = await page.getByRole('combobox', { name: 'Workstream' }).boundingBox();
      places[state] = [bar?.x, bar?.y, choice?.x, choice?.y];
    }
    expect(Object.keys(places)).toHaveLength(3);
    expect(places['ongoing']).toEqual(places['now']);
    expect(places['figures']).toEqual(places['now']);
    await context.close();
  });

  it('keeps its data while the server is unreachable, shows their time, and recovers without help', async () => {
    const context = await device(browser());
    const stage = await SupervisorStage.open(context, process.cwd());
    const { page } = stage;
    const show = async (wanted: string) => {
      for (const [state, reach] of stage.states()) if (state === wanted) await reach();
    };
    await show('now');
    await show('away');
    await page.getByText(/Data last updated at \d+:\d\d:\d\d/).waitFor();
    await page.getByText('Omar Haddad').waitFor();
    const found = await barriers(page);
    stage.back();
    await page.getByText(/Data last updated at/).waitFor({ state: 'detached' });
    await show('refused');
    expect([...found, ...(await barriers(page))]).toEqual([]);
    await context.close();
  });
});
