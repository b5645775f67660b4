import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import type { Page } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openAdministration, signInAt, type Administration, type SignedIn } from './administration';
import { barriers } from './barriers';
import { WidgetPage } from './widget-page';

describeInBrowser('a widget that an administrator tries', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const url = () => world().system.config.url;
  let admin: SignedIn;
  let open: Administration[] = [];

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

  async function dialogFor(shop: string): Promise<Page> {
    const administration = await openAdministration(browser(), url(), admin);
    open.push(administration);
    const { page } = administration;
    await page.evaluate(`location.hash = '#/workstreams/${shop}'`);
    await page.getByRole('button', { name: `Try ${shop}`, exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Try this widget' })
      .getByText(/opens in a new tab/)
      .waitFor();
    return page;
  }
  async function triedFrom(page: Page): Promise<Page> {
    const [tried] = await Promise.all([
      page.context().waitForEvent('page'),
      page
        .getByRole('button', { name: 'Open the page' })
        .or(page.getByRole('link', { name: 'Open the page' }))
        .click(),
    ]);
    await tried.getByRole('heading', { level: 1 }).waitFor();
    return tried;
  }

  it('is shown as customers see it, reaches an agent as a test, and goes on after a reload', async () => {
    const shop = await world().shop();
    const agent = await world().agent(shop, 'ada', { displayName: 'Ada' });
    const page = await dialogFor(shop.name);
    expect(await barriers(page)).toEqual([]);
    const tried = await triedFrom(page);
    expect(new URL(tried.url()).search).toBe('');
    const widget = WidgetPage.of(tried);
    await widget.startChat('A question of the administrator');
    await eventually(() => {
      const all = [...agent.desk.state.conversations.values()];
      expect(all).toHaveLength(1);
      expect(JSON.stringify(all[0])).toContain('Test from the administration');
    });
    await tried.reload();
    await widget.message('A question of the administrator').waitFor();
    expect(await barriers(tried)).toEqual([]);
    expect(widget.complaints).toEqual([]);
  });

  it('is not shown to a browser without the token, and no other page can show it in a frame', async () => {
    const shop = await world().shop();
    const tried = await triedFrom(await dialogFor(shop.name));
    const address = tried.url();
    const stranger = await browser().newContext();
    try {
      const elsewhere = await stranger.newPage();
      expect((await elsewhere.goto(address))?.status()).toBe(404);
      await elsewhere.getByText('This page is no longer available.').waitFor();
      expect(await elsewhere.locator('#rejoin-widget').count()).toBe(0);
    } finally {
      await stranger.close();
    }
    const policy = (await tried.reload())?.headers()['content-security-policy'];
    expect(policy).toContain("frame-ancestors 'none'");
    await tried.locator('#rejoin-widget').waitFor({ state: 'attached' });
  });

  it('says what to do when it is inactive, needs a sign-in, or has no agent', async () => {
    const shop = await world().shop({ signedIn: true, widget: { active: false } });
    const page = await dialogFor(shop.name);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This chat widget is inactive. Edit it, activate it, and save.').waitFor();
    await dialog.getByText(/^No active agents are in this workstream/).waitFor();
    expect(await barriers(page)).toEqual([]);
    const tried = await triedFrom(page);
    await tried.getByText('This chat widget is inactive. Activate it in the administration').waitFor();
    expect(await tried.locator('#rejoin-widget').count()).toBe(0);
    expect(await barriers(tried)).toEqual([]);
  });
});
