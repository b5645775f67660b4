import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { origin as ofTheCustomer } from '../journeys/portal';
import { inAWorld } from '../journeys/world';
import { bundled } from './bundled';
import { openPlace, WidgetPage, type Place } from './widget-page';

/** Where a portal keeps its routes, and the path of its page for help. */
const routes = { fragment: '/own#/help', hashbang: '/own#!/help', path: '/own/help' };
type Routes = keyof typeof routes;

describeInBrowser('a reconnect link on a portal', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const places: Partial<Record<Routes, Place>> = {};
  let context: BrowserContext;

  beforeAll(async () => {
    for (const [kind, path] of Object.entries(routes))
      places[kind as Routes] = await openPlace(
        world(),
        (portal) => ({ widget: { allowedOrigins: [portal.origin, ofTheCustomer] } }),
        {},
        path,
      );
  });
  afterAll(async () => {
    for (const { portal } of Object.values(places)) await portal.close();
  });
  beforeEach(async () => {
    context = await device(browser());
    // The addresses to which the customer goes back, before the widget or the router can change them.
    await context.addInitScript(`{
      window.visited = [];
      addEventListener('popstate', () => visited.push(location.href), true);
    }`);
  });
  afterEach(async () => {
    await context.close();
  });

  async function open({ shop, line }: Place, url: string): Promise<WidgetPage> {
    const widget = await WidgetPage.open(context, url);
    await widget.page.evaluate(`{
      const script = document.createElement('script');
      script.src = '${line.url}/widget/v1.js';
      script.dataset.widgetId = '${shop.name}';
      document.head.append(script);
    }`);
    return widget;
  }

  /** A customer chats on another device, and the agent sends a link. */
  async function linkOf({ shop, agent }: Place): Promise<string> {
    const { chat, conversationId } = await world().served(shop, agent);
    await chat.send('on my way');
    await agent.desk.sendQuickReply(conversationId, shop.linkReply);
    return eventually(() => {
      const url = chat.entries.findLast(({ link }) => link?.url)?.link?.url;
      if (!url) throw new Error('no link');
      return url;
    });
  }

  describe.each<[router: string, ...kinds: Routes[]]>([
    ['vue-router', 'fragment', 'path'],
    ['react-router', 'fragment', 'path'],
    ['react-router-data', 'fragment', 'path'],
    ['tanstack-router', 'fragment', 'path'],
    ['page-js', 'hashbang', 'path'],
  ])('with %s', (router, ...kinds) => {
    const script = bundled(join(__dirname, 'routers', `${router}.tsx`));
    const write = (kind: Routes) => {
      const place = places[kind]!;
      const attribute = kind === 'path' ? 'path' : 'fragment';
      place.portal
        .write(`<!doctype html><html lang="en" data-routes="${attribute}"><head><title>Own</title></head>
        <body><div id="app"></div><script>${script}</script></body></html>`);
      return place;
    };
    const heading = (widget: WidgetPage, text: string) =>
      widget.page.getByRole('heading', { name: text, level: 1 }).waitFor();

    async function goOnAndBack(widget: WidgetPage, help: string): Promise<void> {
      await widget.page.evaluate(`go('/basket')`);
      await heading(widget, 'Basket');
      await widget.page.goBack();
      await heading(widget, 'Help');
      expect(widget.page.url()).toBe(help);
      expect(await widget.page.evaluate('visited.join()')).not.toContain('reconnectid');
    }

    it.each(kinds)('keeps the page, is used, leaves the address and does not return: %s', async (kind) => {
      const place = write(kind);
      const help = place.portal.origin + routes[kind];
      const widget = await open(place, await linkOf(place));
      await heading(widget, 'Help');
      await widget.button('Continue here').click();
      await widget.message('on my way').waitFor();
      expect(widget.page.url()).toBe(help);
      await goOnAndBack(widget, help);

      await widget.page.evaluate(`go('/help?oc.reconnectid=another')`);
      await widget.button('Continue here').waitFor();
      await heading(widget, 'Help');
      await eventually(() => expect(widget.page.url()).toBe(help));
      await goOnAndBack(widget, help);
      expect(widget.complaints).toEqual([]);
    });

    it.each(kinds)('is found in older forms as well: %s', async (kind) => {
      const place = write(kind);
      for (const form of [`${routes[kind]}#oc.reconnectid=one`, '/own?oc.reconnectid=one'] as const) {
        const widget = await open(place, place.portal.origin + form);
        await widget.button('Continue here').waitFor();
        await eventually(() => expect(widget.page.url()).not.toContain('one'));
        await widget.page.close();
      }
    });
  });
});
