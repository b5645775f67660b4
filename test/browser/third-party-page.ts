import { device, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

/** Opens pages of a portal that has its routes in the fragment, on a new device for each test of a `describe`. */
export class ThirdPartyPages {
  place!: Place;
  context!: BrowserContext;
  readonly world = inAWorld();
  readonly browser = inABrowser();

  constructor() {
    beforeAll(async () => {
      const notifications = { showCount: true, playSound: true };
      this.place = await openPlace(this.world(), { widget: { notifications } }, {}, '/own#/help');
    });
    afterAll(async () => {
      await this.place.portal.close();
    });
    beforeEach(async () => {
      this.context = await device(this.browser());
    });
    afterEach(async () => {
      await this.context.close();
    });
  }

  /** The code snippet, with these attributes. */
  tag(attributes = ''): string {
    return `<script async src="${this.place.line.url}/widget/v1.js" data-widget-id="${this.place.shop.name}" ${attributes}></script>`;
  }

  /** Opens a page that its owner writes freely. */
  async visit(body: string, head = '', at = '/own'): Promise<WidgetPage> {
    this.place.portal.write(
      `<!doctype html><html lang="en"><head>${head}<title>Own</title></head><body>${body}</body></html>`,
    );
    return WidgetPage.open(this.context, this.place.portal.origin + at);
  }

  /** The texts of all messages that the agent sees. */
  atTheDesk(): string[] {
    return [...this.place.agent.desk.state.conversations.values()].flatMap(({ transcript }) =>
      texts(transcript.entries),
    );
  }
}
