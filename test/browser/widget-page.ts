import { device, eventually } from '@rejoin/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { LineCutter } from '@rejoin/testing';
import type { Agent } from '../journeys/people';
import type { Shop, ShopTerms } from '../journeys/shop';
import type { World } from '../journeys/world';
import { PortalPage, type Embedding } from './portal-page';

/** A portal with its shop, an agent of it, and the line to the gateway that all browsers of its customers use. */
export interface Place {
  readonly portal: PortalPage;
  readonly shop: Shop;
  readonly agent: Agent;
  readonly line: LineCutter;
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
  const agent = await world.agent(shop, 'ada', { displayName: 'Ada', maxUnits: 60 });
  const line = await world.cutter(0);
  portal.embed({ widgetId: shop.name, gateway: line.url, ...embedding });
  return { portal, shop, agent, line };
}

/** What a browser says when the network is what is wrong, or a server refuses: no fault of the page. */
const ofTheNetwork = /net::ERR_|WebSocket connection to|Failed to load resource|Failed to fetch/;
/** The page allows the gateway behind the line only: so no way leads round a line that is cut to those that are learned. */
const toAnotherGateway = /^(?:Connecting to '|Fetch API cannot load )(?:ws|http):\/\/([\w.:]+).* violates/;

/** A page of a portal with its widget, as a customer sees it. */
export class WidgetPage {
  /** What the browser complains about: errors, warnings, breaches of the page's policy. */
  readonly complaints: string[] = [];
  /** Gateways to which the page's policy has let nothing out, each time that it did. */
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
    const widget = new WidgetPage(await context.newPage());
    widget.page.setDefaultTimeout(15_000);
    await widget.page.goto(url);
    return widget;
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
    // Its rare parts, which say what is wrong with the network, come over the network too.
    const come = `performance.getEntriesByType('resource').some(({ name }) => /later-/.test(name))`;
    await eventually(async () => expect(await this.page.evaluate(come)).toBe(true));
  }

  /** Types and sends; it is shown at once, sent or not. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await this.message(text).last().waitFor();
  }

  /** A chat that the agent has taken: the customer sees who is there. */
  async startChat(text: string): Promise<void> {
    await this.openPanel();
    await this.say(text);
    await this.log.getByText(/joined the chat/).waitFor();
  }

  /** Texts of the messages, in order, as the transcript shows them. */
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
