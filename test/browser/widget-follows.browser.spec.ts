import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

describeInBrowser('a chat that follows its customer over the subdomains of a site', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;
  let gateway: string;

  const shop = () => `${place.portal.originAt('shop.rejoin.localhost')}/help`;
  const help = () => `${place.portal.originAt('help.rejoin.localhost')}/help`;
  /** A portal that may show the widget and belongs to another site. */
  const partner = () => `${place.portal.originAt('partner.other.localhost')}/help`;

  beforeAll(async () => {
    const hosts = ['127.0.0.1', 'shop.rejoin.localhost', 'help.rejoin.localhost', 'partner.other.localhost'];
    const shared = (portal: Place['portal']) => ({
      widget: {
        allowedOrigins: hosts.map((host) => portal.originAt(host)),
        sharedDomain: 'rejoin.localhost',
      },
    });
    place = await openPlace(world(), shared);
    // The gateway belongs to the site as well: some browsers let frames of other sites store nothing.
    gateway = place.line.url.replace('127.0.0.1', 'chat.rejoin.localhost');
    place.portal.embed({ widgetId: place.shop.name, gateway, attributes: 'data-follow="true"' });
  });
  afterAll(async () => {
    await place.portal.close();
  });
  beforeEach(async () => {
    context = await device(browser());
  });
  afterEach(async () => {
    place.line.restore();
    await context.close();
  });

  const open = (url: string) => WidgetPage.open(context, url);
  const atTheDesk = () =>
    [...place.agent.desk.state.conversations.values()].flatMap(({ transcript }) => texts(transcript.entries));

  it('continues there, with the panel open and the text of the composer', async () => {
    const first = await open(shop());
    await first.startChat('from the shop');
    await first.composer.fill('half a sente');
    await first.page.goto(help());
    await first.message('from the shop').waitFor();
    expect(await first.composer.inputValue()).toBe('half a sente');
    await first.say('and from the help pages');
    await eventually(() => expect(atTheDesk()).toContain('and from the help pages'));
    await first.page.goto(shop());
    await first.message('and from the help pages').waitFor();
    expect(await first.messages()).toEqual(['from the shop', 'and from the help pages']);
    expect(first.complaints).toEqual([]);
  });

  it('is open in two subdomains at once, and both forget it at a sign-out', async () => {
    const [first, second] = [await open(shop()), await open(help())];
    // A page whose frame answers after the start would open its panel by itself, and a click would close it again.
    await second.openPanel();
    await first.startChat('in both');
    await second.message('in both').waitFor();
    await second.say('said in the other');
    await first.message('said in the other').waitFor();
    await second.page.evaluate('Rejoin.shutdown()');
    await first.message('in both').waitFor({ state: 'detached' });
    await eventually(async () =>
      expect(await first.page.evaluate('Object.values(localStorage).join()')).not.toContain('secret":"'),
    );
  });

  it('sends there what could not be sent here', async () => {
    const first = await open(shop());
    await first.startChat('hello');
    place.line.cut();
    await first.say('written in the tunnel');
    // The frame stores it a moment later than the page.
    const frame = first.page.frames().find((one) => one.url().startsWith(`${gateway}/v1/widgets/`));
    await eventually(async () =>
      expect(await frame?.evaluate('Object.values(localStorage).join()')).toContain('written in the tunnel'),
    );
    await first.page.goto('about:blank');
    place.line.restore();
    await first.page.goto(help());
    await eventually(() => expect(atTheDesk()).toContain('written in the tunnel'));
    expect(atTheDesk().filter((text) => text === 'written in the tunnel')).toHaveLength(1);
  });

  it('gives no data to another site, whether it may show the widget or not', async () => {
    const first = await open(shop());
    await first.startChat('a secret');
    const other = await open(partner());
    await other.openPanel();
    await other.composer.waitFor();
    expect(await other.message('a secret').count()).toBe(0);
    expect(await other.page.evaluate('Object.values(localStorage).join()')).not.toContain('secret":"');
    // A stranger's page that loads the frame directly gets no answer.
    const stranger = await context.newPage();
    place.portal.write('<!doctype html><body>');
    await stranger.goto(`${place.portal.originAt('stranger.example.localhost')}/own`);
    const key = `rejoin.shared.rejoin.localhost.${place.shop.name}`;
    /** Resolves with what a page hears: all that it expects, or what it hears before the frame leaves. */
    const show = (expected: number) => `new Promise((resolve) => {
      const heard = [];
      addEventListener('message', ({ data }) => heard.push(data));
      const frame = document.createElement('iframe');
      frame.src = '${gateway}/v1/widgets/${place.shop.name}/frame';
      frame.onload = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => {
          heard.push(data);
          if (heard.length === ${expected}) resolve(heard);
        };
        frame.contentWindow.postMessage('${key}', '*', [port2]);
        if (${expected} > 0) return;
        // The frame handles the message before it leaves for the next page.
        frame.onload = () => resolve(heard);
        frame.src = 'about:blank';
      };
      document.body.append(frame);
    })`;
    for (const page of [stranger, other.page]) {
      expect(await page.evaluate(show(0))).toEqual([]);
    }
    // Nor where the browser lets every page show the frame, such as an old one or one with an extension.
    await context.route('**/frame', async (route) => {
      const response = await route.fetch({
        url: route.request().url().replace('chat.rejoin.localhost', '127.0.0.1'),
      });
      const { 'content-security-policy': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await stranger.reload();
    expect(await stranger.evaluate(show(0))).toEqual([key]);
    // A page of the site gets both items.
    expect(await first.page.evaluate(show(3))).toEqual([key, [1, expect.anything()], [0, expect.anything()]]);
    await first.page.goto(help());
    await first.message('a secret').waitFor();
    await stranger.close();
  });

  it('stays on its subdomain when the frame cannot be loaded, and the chat works', async () => {
    await context.route('**/frame', (route) => route.abort());
    const widget = await open(shop());
    await widget.startChat('without the frame');
    await widget.page.reload();
    await widget.message('without the frame').waitFor();
    await widget.page.goto(help());
    await widget.openPanel();
    await widget.composer.waitFor();
    expect(await widget.message('without the frame').count()).toBe(0);
  });
});
