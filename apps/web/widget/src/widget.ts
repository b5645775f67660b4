import { ChatClient, type ReconnectContext } from '@rejoin/client';
import { actionsOf } from './actions';
import type { BootOptions } from '@rejoin/widget';
import type { Host, Panel, Tell } from './api';
import type { Attention } from './attention';
import { hearClient } from './hear-client';
import { Memory } from './memory';
import { endpointsOf, localeOf } from './options';
import { pageFetch } from './page-fetch';
import { liveWith } from './page-life';
import { initial, type Remembered, type State } from './state';
import { Store } from './store';
import { usual } from './usual';
import type { Actions, View } from './view';
import { viewOf } from './view-of';
import { WaysIn } from './ways-in';

const slowMs = 6_000;
/** In ms. How long a message of another tab may take before this tab takes it over. */
const leftBehindMs = 4_000;
const attentionPauseMs = 30_000;

/** The widget of a page: one state, drawn on every change, and the sources of its events. */
export class Widget implements Panel {
  readonly actions: Actions;
  private readonly store = new Store();
  private readonly memory: Memory;
  private readonly client: ChatClient;
  private readonly ways: WaysIn;
  private slow: ReturnType<typeof setTimeout> | undefined;
  private saidFull = false;
  private isShut: boolean;
  /** Aborted when another widget replaces this one. */
  private readonly life = new AbortController();
  /** Resolves when it is known what this browser holds: at once, or after the subdomains of the site were asked. */
  private begun = Promise.resolve();
  private ticks: ReturnType<typeof setInterval> | undefined;
  private lastLink: string | null = null;
  private attention: Promise<Attention | undefined> | undefined;
  private adopting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly draw: (view: View, actions: Actions, widget: Widget) => void,
  ) {
    const { options, token } = host;
    this.isShut = options.isShut === true;
    // Without this part of the code, a customer is asked for the name where the widget does so.
    const customer = import('./customer')
      .then(({ customerOf }) => customerOf(options.customer, this.client, this.life.signal))
      .catch(() => ({}));
    const tell = this.tell;
    const { widgetId, endpoint } = options;
    this.memory = new Memory(widgetId, () => this.storageFull());
    this.client = new ChatClient({
      widgetId,
      endpoints: endpointsOf(endpoint),
      token,
      storage: this.memory.storage,
      fetch: pageFetch(host.root),
    });
    const locale = localeOf(options.locale);
    this.ways = new WaysIn(this.client, this.memory, this.store, { tell, locale, customer });
    this.actions = actionsOf(this.client, this.store, this.memory, this.ways);
    this.store.dispatch({ ...initial, type: 'settings', locale: locale ?? pageLocale() });
    this.remember();
    if (host.link) this.memory.link = host.link;
    this.lastLink = this.memory.link;
    hearClient(this.client, this.store, this.ways, tell);
    this.store.subscribe((state, before) => this.changed(state, before));
    this.live();
    tell('ready', {});
    if (options.follow && !this.memory.isBlocked) this.begun = this.follow();
    else void this.ways.look();
  }

  open(): void {
    this.actions.open();
  }

  close(): void {
    this.actions.close();
  }

  startChat(options?: { reconnectId?: string } | null): void {
    const reconnectId = options?.reconnectId;
    this.open();
    void this.begun.then(() => {
      if (reconnectId) void this.ways.useLink(reconnectId);
      else if (!this.ways.restore()) void this.ways.begin({});
    });
  }

  endChat(): void {
    this.actions.endChat();
  }

  getReconnectContext(): ReconnectContext {
    return usual(this.client.getReconnectContext());
  }

  shutdown(): void {
    this.isShut = true;
    this.memory.wipe();
    this.forgetEverything();
  }

  boot(given: BootOptions): Panel {
    const { host } = this;
    if (!this.isShut) {
      console.warn('Rejoin: boot: call shutdown() first.');
      return this;
    }
    this.life.abort();
    this.ways.stop();
    clearTimeout(this.slow);
    clearInterval(this.ticks);
    host.root.host.setAttribute('data-launcher', String(given.launcher));
    const options = { ...given, endpoint: given.endpoint || host.options.endpoint };
    return new Widget({ ...host, options, link: null }, this.draw);
  }

  linkOpened(secret: string): void {
    // A router may restore the secret that was removed from the address.
    if (secret === this.lastLink) return;
    this.lastLink = secret;
    this.memory.link = secret;
    void this.ways.look();
  }

  signedIn(): void {
    const { name } = this.store.state.stage;
    if (['welcome', 'loading', 'unavailable'].includes(name)) void this.ways.look();
  }

  /**
   * Shown once: what the storage refuses is kept in memory and lost with the page. It may be called while the state
   * changes.
   */
  private storageFull(): void {
    if (this.saidFull) return;
    this.saidFull = true;
    queueMicrotask(() => this.store.dispatch({ type: 'storage-blocked' }));
  }

  /** Adds the listeners and draws. Called again when the page has removed all listeners. */
  live(): void {
    const { signal } = this.life;
    const page = {
      woke: () => {
        this.client.adoptUnsent();
        this.client.probe();
      },
      left: () => this.client.leave(),
      cameBack: () => this.cameBack(),
      forbidden: (address: string) => this.client.forbidden(address),
      turned: (hidden: boolean) => this.store.dispatch({ type: 'page', hidden }),
    };
    liveWith(page, signal);
    const tabs = {
      chat: () => this.otherTabChanged(),
      beside: ({ draft, seen, failed }: Remembered) => {
        this.store.dispatch({ type: 'remembered', open: this.store.state.open, draft, seen, failed });
      },
      wiped: () => this.forgetEverything(),
    };
    this.memory.watch(tabs, signal);
    this.redraw();
  }

  private remember(): void {
    this.store.dispatch({ type: 'remembered', ...this.memory.read() });
    this.store.dispatch({ type: 'kept', texts: this.client.unsent });
  }

  /** Takes what another subdomain of the site has stored, if possible, before anything is shown. */
  private async follow(): Promise<void> {
    const { signal } = this.life;
    try {
      const { Following } = await import('./follow');
      await new Following(this.host, this.memory, signal, () => this.isShut).begins;
      if (signal.aborted) return;
      this.remember();
    } catch (error) {
      console.warn('Rejoin: follow:', error);
    }
    void this.ways.look();
  }

  private otherTabChanged(): void {
    const outcome = this.client.otherTabChanged();
    if (outcome === 'joined') this.ways.restore();
    this.store.dispatch({ type: 'kept', texts: this.client.unsent });
    clearTimeout(this.adopting);
    this.adopting = setTimeout(() => this.client.adoptUnsent(), leftBehindMs);
  }

  /** Reads the storage again after a return from the back/forward cache, in which the page received no `storage` events. */
  private cameBack(): void {
    const { client, ways, store } = this;
    if (client.otherTabChanged() === 'left') {
      this.forgetEverything();
      return;
    }
    const isBack = ways.restore();
    this.remember();
    store.dispatch({ type: 'seconds-left', seconds: client.secondsLeft });
    // A chat, or the screen after it, stays. What other screens offer, such as conversations to continue, may have changed.
    if (!isBack && !['chat', 'ended', 'elsewhere', 'too-late'].includes(store.state.stage.name))
      void ways.look();
  }

  private forgetEverything(): void {
    this.client.shutdown();
    this.ways.forgetCustomer();
    this.store.dispatch({ type: 'wiped' });
    void this.ways.look();
  }

  private changed(state: State, before: State): void {
    if (this.life.signal.aborted) return;
    this.memory.write(state);
    this.redraw();
    if (state.open !== before.open) this.tell(state.open ? 'opened' : 'closed', {});
    const { unread } = viewOf(state);
    if (unread !== viewOf(before).unread) this.tell('unread', { count: unread });
    this.askForAttention(state, unread);
    if (state.stage.name === 'ended' && before.stage.name !== 'ended') {
      this.tell('ended', { by: state.stage.by });
    }
    this.watchTheClock(state);
  }

  /** The code for it is fetched with the first chat. When that fails, a change after half a minute tries again. */
  private askForAttention({ stage, hidden, notifications }: State, unread: number): void {
    if (stage.name !== 'chat' && !this.attention) return;
    this.attention ??= import('./attention').then(
      ({ Attention }) => new Attention(),
      () => void setTimeout(() => (this.attention = undefined), attentionPauseMs),
    );
    void this.attention.then((attention) => attention?.update(hidden ? unread : 0, notifications));
  }

  /** An error that a listener throws does not affect the other listeners. */
  private readonly tell: Tell = (name, event) => {
    for (const [heard, hear] of this.host.listeners) {
      if (heard === name) queueMicrotask(() => (hear as (of: typeof event) => void)(usual(event)));
    }
  };

  private redraw(): void {
    this.draw(viewOf(this.store.state), this.actions, this);
  }

  private watchTheClock({ stage, connection }: State): void {
    const isLost = stage.name === 'chat' && connection !== 'live';
    const isSlow = 'slow' in stage && stage.slow;
    if ((isLost || stage.name === 'loading') && !isSlow) {
      this.slow ??= setTimeout(() => {
        this.slow = undefined;
        this.store.dispatch({ type: 'slow' });
      }, slowMs);
    } else {
      clearTimeout(this.slow);
      this.slow = undefined;
    }
    if (isLost) {
      this.ticks ??= setInterval(() => {
        this.store.dispatch({ type: 'seconds-left', seconds: this.client.secondsLeft });
      }, 1_000);
    } else {
      clearInterval(this.ticks);
      this.ticks = undefined;
    }
  }
}

/** The locale until the widget's own setting is known. */
function pageLocale(): string {
  return localeOf(document.documentElement.lang) ?? 'en';
}
