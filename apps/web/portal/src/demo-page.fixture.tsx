import type { Envelope } from '@rejoin/contracts';
import { screen } from '@testing-library/dom';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { Server } from '../../testing/server.fixture';
import { App } from './app';
import type { Hello, Connections } from './story';

export const pages = { laptop: 'http://laptop.demo.test/shop', phone: 'http://phone.demo.test/shop' };

/** The feed of the demo's server. */
class Feed extends EventTarget {
  static last: Feed | undefined;
  isOpen = true;

  constructor(readonly address: string) {
    super();
    Feed.last = this;
  }

  close(): void {
    this.isOpen = false;
  }
}

/** The demo page in front of a server that a test plays. */
export class DemoPage {
  readonly server = new Server(() => ({}));
  readonly user: UserEvent = userEvent.setup({ delay: null });
  private readonly place = document.body.appendChild(document.createElement('div'));

  private constructor() {
    Object.assign(globalThis, { EventSource: Feed });
    void act(() => {
      render(h(App, {}), this.place);
    });
    shown.add(this);
  }

  /** Opens the page, before the server has answered. */
  static connecting(): DemoPage {
    return new DemoPage();
  }

  /** Opens the page after these facts. */
  static async open(facts: readonly Envelope[] = [], more: Partial<Hello> = {}): Promise<DemoPage> {
    const page = new DemoPage();
    page.greet(facts, more);
    await screen.findByText('Live');
    return page;
  }

  greet(facts: readonly Envelope[], more: Partial<Hello> = {}): void {
    const hello: Hello = {
      boot: 'first',
      now: new Date().toISOString(),
      desk: 'http://desk.demo.test/',
      admin: 'http://admin.demo.test/',
      pages,
      connections: { laptop: 'whole', phone: 'whole' },
      facts,
      ...more,
    };
    this.say('hello', hello);
  }

  tell(...facts: readonly Envelope[]): void {
    for (const fact of facts) this.say('fact', { fact, now: new Date().toISOString() });
  }

  connections(connections: Connections): void {
    this.say('connections', connections);
  }

  /** The connection to the server is lost. */
  lose(): void {
    void act(() => {
      Feed.last?.dispatchEvent(new Event('error'));
    });
  }

  /** What the page in a frame reports to the demo page. */
  hears(origin: string, data: unknown): void {
    void act(() => {
      window.dispatchEvent(new MessageEvent('message', { origin, data }));
    });
  }

  /** What the page has asked the server for, about the connections of the devices. */
  asked(): unknown[] {
    return this.server.bodiesOf('POST /connections');
  }

  press(name: string | RegExp): Promise<void> {
    return this.user.click(screen.getByRole('button', { name }));
  }

  close(): void {
    void act(() => {
      render(null, this.place);
    });
    this.place.remove();
  }

  get isFollowing(): boolean {
    return Feed.last?.isOpen === true;
  }

  private say(event: string, data: unknown): void {
    void act(() => {
      Feed.last?.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
    });
  }
}

const shown = new Set<DemoPage>();
afterEach(() => {
  for (const page of shown) page.close();
  shown.clear();
});
