import { device, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

/** A page that its owner writes freely. */
export interface Stranger {
  readonly head?: string;
  readonly body?: string;
  /** Attributes of `<html>`. */
  readonly html?: string;
  readonly doctype?: string;
  readonly headers?: Record<string, string>;
  /** Messages that the page writes to the console, or the widget about the page. */
  readonly complains?: RegExp;
}

export const script = (code: string): string => `<script>${code}</script>`;
export const style = (rules: string): string => `<style>${rules}</style>`;

/** Opens pages of any form that embed the widget, each on a device of its own, during the tests of a `describe`. */
export class UnusualPages {
  place!: Place;
  context!: BrowserContext;
  private readonly world = inAWorld();
  private readonly browser = inABrowser();

  constructor() {
    beforeAll(async () => {
      this.place = await openPlace(this.world(), {}, {}, '/own');
    });
    afterAll(async () => {
      await this.place.portal.close();
    });
    afterEach(async () => {
      this.place.line.restore();
      await this.context.close();
    });
  }

  /** The address of the widget's script. */
  get source(): string {
    return `${this.place.line.url}/widget/v1.js`;
  }

  /** The code snippet, with these attributes before and after those that it must have. */
  tag(before = 'async', after = ''): string {
    return `<script ${before} src="${this.source}" data-widget-id="${this.place.shop.name}" ${after}></script>`;
  }

  /** A script that creates the element `own` of the code snippet and inserts it as `into` says. */
  injected(into: string): string {
    return script(`{
      const own = document.createElement('script');
      own.src = '${this.source}';
      own.dataset.widgetId = '${this.place.shop.name}';
      ${into}
    }`);
  }

  /** Serves the page at `/own`. */
  write(page: Stranger): void {
    const { head = '', body = this.tag(), html = 'lang="en"', doctype = '<!doctype html>', headers } = page;
    this.place.portal.write(
      `${doctype}<html ${html}><head>${head}<title>Own</title></head><body><p>Own</p>${body}</body></html>`,
      headers,
    );
  }

  /** Opens the page at `/own` with this query or fragment. */
  async visit(page: Stranger, at = '', options: BrowserContextOptions = {}): Promise<WidgetPage> {
    this.context = await device(this.browser(), options);
    this.write(page);
    return WidgetPage.open(this.context, `${this.place.portal.origin}/own${at}`);
  }

  /** A customer chats, reloads and finds the chat: once on the page, in its corner, in its usual size. */
  async chatOn({ complains, ...page }: Stranger): Promise<WidgetPage> {
    const widget = await this.visit(page);
    const launcher = await widget.launcher.boundingBox();
    expect([launcher?.width, launcher?.height]).toEqual([60, 60]);
    await widget.startChat('hello');
    const panel = await widget.panel.boundingBox();
    expect([panel?.width, panel?.height]).toEqual([392, 660]);
    await widget.page.reload();
    await widget.message('hello').waitFor();
    expect(await widget.page.locator('#rejoin-widget').count()).toBe(1);
    expect(widget.complaints.filter((line) => !complains?.test(line))).toEqual([]);
    return widget;
  }
}
