import { device, eventually } from '@rejoin/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { ConnectionCutter } from '@rejoin/servers';
import type { Agent } from '../journeys/people';
import type { Shop, ShopTerms } from '../journeys/shop';
import type { World } from '../journeys/world';
import { PortalPage, type Embedding } from './portal-page';

/**
 * A portal with its shop, an agent of the shop, and the proxy to the gateway that all its customers' browsers
 * use.
 */
export interface Place {
  readonly portal: PortalPage;
  readonly shop: Shop;
  readonly agent: Agent;
  readonly line: ConnectionCutter;
}

/**
 * Lets the test advance the timers of the pages that are opened from here on. The panel takes the browser's own timers
 * where a page has replaced them, so these pretend to be the browser's.
 */
export async function installClock(page: Page, options: { time?: string } = {}): Promise<void> {
  await page.clock.install(options);
  await page.addInitScript(`for (const name of ['Timeout', 'Interval'])
    for (const act of ['set', 'clear']) window[act + name].toString = () => 'native code';`);
}

export async function openPlace(
  world: World,
  terms: ShopTerms | ((portal: PortalPage) => ShopTerms) = {},
  embedding: Partial<Embedding> = {},
  path = '/help',
): Promise<Place> {
  const portal = await PortalPage.open();
  const wanted = typeof terms === 'function' ? terms(portal) : terms;
  const shop = await world.shop({ portalUrl: portal.origin + path, ...wanted });
  const agent = await world.agent(shop, 'ada', { displayName: 'Ada', maxUnits: 600 });
  const line = await world.cutter(0);
  portal.embed({ widgetId: shop.name, gateway: line.url, ...embedding });
  return { portal, shop, agent, line };
}

/** Messages of the browser about the network or about refused requests. They are no faults of the page. */
const ofTheNetwork = /net::ERR_|WebSocket connection to|Failed to load resource|Failed to fetch/;
/**
 * The page allows only the gateway behind the proxy, so that no connection to a learned gateway bypasses a
 * cut.
 */
const toAnotherGateway = /^(?:Connecting to '|Fetch API cannot load )(?:ws|http):\/\/([\w.:]+).* violates/;

/** A page of a portal with its widget, as a customer sees it. */
export class WidgetPage {
  /** Errors and warnings of the browser, and violations of the page's content security policy. */
  readonly complaints: string[] = [];
  /** Gateways that the page's policy blocked, once for each attempt. */
  readonly forbidden: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (line) => {
      const text = line.text();
      if (!['error', 'warning'].includes(line.type())) return;
      const [, gateway] = toAnotherGateway.exec(text) ?? [];
      if (gateway !== undefined) this.forbidden.push(gateway);
      else if (!ofTheNetwork.test(text)) this.complaints.push(text);
    });
    page.on('pageerror', (error) => {
      if (!ofTheNetwork.test(error.message)) this.complaints.push(error.message);
    });
  }

  static async open(context: BrowserContext, url: string): Promise<WidgetPage> {
    const widget = WidgetPage.of(await context.newPage());
    await widget.page.goto(url);
    return widget;
  }

  /** A page that is open already. */
  static of(page: Page): WidgetPage {
    page.setDefaultTimeout(15_000);
    return new WidgetPage(page);
  }

  get launcher(): Locator {
    return this.page.locator('#rejoin-widget').getByRole('button', { name: /^(Open|Minimize) chat/ });
  }

  get panel(): Locator {
    return this.page.getByRole('dialog');
  }

  get composer(): Locator {
    return this.panel.getByRole('textbox', { name: 'Type a message' });
  }

  get log(): Locator {
    return this.panel.getByRole('log');
  }

  message(text: string): Locator {
    return this.log.locator('.bubble', { hasText: text });
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name });
  }

  text(text: string | RegExp): Locator {
    return this.panel.getByText(text);
  }

  async openPanel(): Promise<void> {
    await this.launcher.click();
    await this.panel.waitFor();
    await this.untilAllLoaded();
  }

  /** The rarely used parts, such as the texts about network trouble, are loaded over the network too. */
  async untilAllLoaded(): Promise<void> {
    const come = `performance.getEntriesByType('resource').some(({ name }) => /later-/.test(name))`;
    await eventually(async () => expect(await this.page.evaluate(come)).toBe(true));
  }

  /** Types and sends a message. It is shown at once, sent or not. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await this.message(text).last().waitFor();
  }

  /** A chat that the agent has accepted. The customer sees the agent. */
  async startChat(text: string): Promise<void> {
    await this.openPanel();
    await this.say(text);
    await this.log.getByText(/joined the chat/).waitFor();
  }

  /** The texts of the messages in the transcript, in order. */
  async messages(): Promise<string[]> {
    return this.log
      .locator('.bubble')
      .evaluateAll((bubbles) =>
        bubbles.map(
          (bubble) => (bubble as unknown as { lastChild: { textContent: string } }).lastChild.textContent,
        ),
      );
  }
}

/** A device of a customer, with one page open. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; widget: WidgetPage }> {
  const context = await device(browser, options);
  return { context, widget: await WidgetPage.open(context, url) };
}
