import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { Page } from 'playwright-core';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { barriers } from './barriers';
import { active, crowd, idOf } from './crowd';

describeInBrowser('a desk whose parts are fetched when they are needed', () => {
  const browser = inABrowser();

  async function opened() {
    const context = await device(browser());
    const stage = await DeskStage.open(context, process.cwd(), crowd([active(1, [{ text: 'Hello' }])]));
    stage.page.setDefaultTimeout(10_000);
    return { stage, page: stage.page, close: () => context.close() };
  }

  const refuse = async (page: Page, file: string) => {
    const pattern = `**/assets/${file}-*.js`;
    await page.route(pattern, (route) => route.abort());
    return () => page.unroute(pattern);
  };

  it('says which part it could not fetch, leaves the rest working, and reloads when the server is there', async () => {
    const { stage, page, close } = await opened();
    const allow = await refuse(page, 'conversation');
    await stage.signIn();
    await page.getByRole('link', { name: /Customer 1/ }).click();
    const failed = page.getByRole('main').getByRole('alert');
    await failed.getByText('This part of the page can’t be loaded').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('meter', { name: 'Capacity' }).waitFor();
    await allow();
    const reloaded = page.waitForEvent('load');
    await failed.getByRole('button', { name: 'Try again' }).click();
    await reloaded;
    await close();
  });

  it('says so in a toast when a menu cannot be fetched, and opens it after a reload', async () => {
    const { page, close } = await opened();
    const allow = await refuse(page, 'preferences-menu');
    const button = page.getByRole('button', { name: 'Language, Theme' });
    await button.click();
    await page.getByText('This part of the page can’t be loaded').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await allow();
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Reload' }).click();
    await reloaded;
    await button.click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
    await close();
  });

  it('opens a menu by keyboard, and returns the focus; another language is fetched when it is chosen', async () => {
    const { page, close } = await opened();
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    const button = page.getByRole('button', { name: 'Language, Theme' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitemradio]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.locator('button[aria-haspopup=menu]:focus').waitFor();

    expect(fetched.filter((url) => /\/(de|ar)-/.test(url))).toEqual([]);
    await refuse(page, 'ar');
    await button.click();
    await page.getByRole('menuitemradio', { name: 'العربية' }).click();
    await page.getByText('This part of the page can’t be loaded').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(fetched.filter((url) => /\/de-/.test(url))).toEqual([]);
    await button.click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('textbox', { name: 'Benutzername' }).waitFor();
    await close();
  });

  it('shows its chat without moving what is there', async () => {
    const { stage, page, close } = await opened();
    await stage.signIn();
    await page.evaluate(`window.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.shifts += one.value; }))
        .observe({ type: 'layout-shift' });`);
    await stage.show(idOf(1));
    await page.getByRole('log').waitFor();
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.1);
    await close();
  });
});
