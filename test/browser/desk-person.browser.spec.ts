import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';
import { openPlace, visit as visitPortal, WidgetPage } from './widget-page';

describeInBrowser('the customer details at the desk', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  it('show the visit, and let the agent correct the name', async () => {
    const shop = await world().shop();
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const context = await device(browser());
    contexts.push(context);
    const desk = await DeskPage.open(context, await world().cutter(0));
    await desk.signIn(anna);
    const { chat } = await world().customer(shop);
    const visit = {
      page: 'https://shop.example/help/returns?order=7#token',
      timeZone: 'Asia/Tokyo',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/130.0.0.0 Safari/537.36',
    };
    await chat.start({ name: 'mia from the shop', visit });
    await chat.send('Hello');
    await desk.openChat('mia from the shop');
    const details = desk.page.getByRole('complementary', { name: 'Customer', exact: true });
    await details.getByText('https://shop.example/help/returns', { exact: true }).waitFor();
    await details.getByText('Chrome 130 · Windows').waitFor();
    await details.getByText(/Asia\/Tokyo · \d/).waitFor();

    await details.getByRole('button', { name: 'Correct the name' }).click();
    await desk.page.locator('input:focus').fill('Mia');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Enter');
    await details.getByRole('heading', { name: 'Mia', exact: true }).waitFor();
    await details.getByText('Name the customer gave: mia from the shop').waitFor();
    await desk.chat('Mia').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await eventually(() => expect(chat.conversation?.agent?.name).toBe('Anna'));
    expect(chat.conversation?.customer.name).toBe('mia from the shop');
    expect(desk.complaints).toEqual([]);
  });

  it('follow the customer through the pages and tabs of the portal', async () => {
    const place = await openPlace(world());
    try {
      const anna = await world().account(place.shop, 'anna', { displayName: 'Anna', maxUnits: 1000 });
      await place.agent.desk.setPresence('offline');
      const context = await device(browser());
      contexts.push(context);
      const desk = await DeskPage.open(context, await world().cutter(0));
      await desk.signIn(anna);
      const { context: customers, widget } = await visitPortal(browser(), place.portal.url);
      contexts.push(customers);
      await widget.startChat('Hello');
      await desk.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
      const details = desk.page.getByRole('complementary', { name: 'Customer', exact: true });
      const current = details.locator('div:has(> dt:has-text("Current page"))');
      const path = new URL(place.portal.url).pathname;
      await current.getByText(place.portal.origin + path).waitFor();

      // Without loading, as in a portal of one page.
      await widget.page.evaluate(
        `history.pushState(null, '', '/orders?token=t0k3n#secret'); document.title = 'My orders';`,
      );
      await current.getByText('My orders').waitFor();
      await current.getByText(`${place.portal.origin}/orders`, { exact: false }).waitFor();
      // A second tab, which has its own page, and then the first one again.
      const second = await WidgetPage.open(customers, place.portal.url);
      await current.getByText(place.portal.origin + path).waitFor();
      await second.page.close();
      await widget.page.bringToFront();
      await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
      await current.getByText('My orders').waitFor();
      expect(await details.innerText()).not.toContain('t0k3n');
      expect(await barriers(desk.page)).toEqual([]);
      expect([...desk.complaints, ...widget.complaints, ...second.complaints]).toEqual([]);
    } finally {
      await place.portal.close();
    }
  });
});
