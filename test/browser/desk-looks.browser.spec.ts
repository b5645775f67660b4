import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { barriers, type Look } from './barriers';

const phone = { width: 390, height: 780 };
/** A window of 1280 by 800 pixels at a zoom of 200 %. */
const zoomed = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
const root = process.cwd();

describeInBrowser('every state of the desk', () => {
  const browser = inABrowser();

  it.each<[string, Look, BrowserContextOptions]>([
    ['light', 'everything', {}],
    ['dark, in Arabic', 'colours', { colorScheme: 'dark', locale: 'ar' }],
    ['on a phone, in German', 'all but colours', { viewport: phone, locale: 'de' }],
    ['on a phone, in Arabic', 'all but colours', { viewport: phone, locale: 'ar' }],
    ['where the system forces its colours', 'everything', { forcedColors: 'active' }],
    ['at a zoom of 200 %, in German', 'all but colours', { ...zoomed, locale: 'de' }],
  ])('has no accessibility barrier and fits: %s', async (_, how, options) => {
    const context = await device(browser(), options);
    const stage = await DeskStage.open(context, root);
    const { page } = stage;
    const complaints: string[] = [];
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const found: Record<string, string[]> = {};
    const look = async (state: string) => {
      const overflows = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      const all = [...(await barriers(page, how)), ...(overflows ? ['is wider than the window'] : [])];
      if (all.length > 0) found[state] = all;
    };
    await page.locator('input[name=login]').waitFor();
    await look('sign-in');
    await stage.signIn();
    await look('list');
    await stage.show('c2-omar');
    await look('away');
    await stage.show('c5-jan');
    await look('wrap-up');
    await stage.show('c4-anon');
    await page.locator('textarea').fill('/');
    await page.locator('[role=option][aria-disabled=true]').waitFor();
    await look('quick replies without a link');
    await stage.show('c1-mia');
    await page.locator('textarea').fill('On its way');
    await page.keyboard.press('Enter');
    await look('sending');
    await page.keyboard.press('Alt+KeyE');
    await page.getByRole('dialog').waitFor();
    await look('dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+KeyT');
    await page.getByRole('radio').first().waitFor();
    await look('transfer');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.documentElement.dir')).toBe(options.locale === 'ar' ? 'rtl' : 'ltr');
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(['en', 'de', 'ar'])(
    'shows whole names beside the actions and the details, in %s',
    async (locale) => {
      const context = await device(browser(), { viewport: { width: 1280, height: 800 }, locale });
      const stage = await DeskStage.open(context, root);
      await stage.signIn();
      await stage.show('c2-omar');
      const { page } = stage;
      await page.locator('aside').waitFor();
      const cut = `(() => {
      const name = document.querySelector('main h2');
      return name.scrollWidth - name.clientWidth;
    })()`;
      expect(await page.evaluate<number>(cut)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await context.close();
    },
  );

  it('shows where reconnection is off, and lets no link be chosen', async () => {
    const context = await device(browser());
    const { page, ...stage } = await staged(context);
    await stage.show('c4-anon');
    await page.getByRole('textbox', { name: /^Message to / }).fill('/restart');
    const reply = page.getByRole('option', { name: /Before a restart/ });
    await reply.getByText('Reconnect to previous chat is off for this chat widget').waitFor();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('region', { name: 'Quick reply' }).count()).toBe(0);
    await reply.waitFor();
    await context.close();
  });

  it('lists its shortcuts when a question mark is typed outside of a text field', async () => {
    const context = await device(browser());
    const { page, ...stage } = await staged(context);
    await stage.show('c1-mia');
    await page.getByRole('log').focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('End conversation').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: /^Message to / }).focus();
    await page.keyboard.type('why?');
    expect(await dialog.count()).toBe(0);
    await context.close();
  });

  async function staged(context: Parameters<typeof DeskStage.open>[0]) {
    const stage = await DeskStage.open(context, root);
    await stage.signIn();
    return { page: stage.page, show: (conversationId: string) => stage.show(conversationId) };
  }
});
