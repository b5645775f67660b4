import {
  LineLost,
  passedMs,
  Refusal,
  type ChatClient,
  type StartOptions,
  type Started,
} from '@rejoin/client';
import type { Reconnectable, RefusalName } from '@rejoin/contracts';
import type { Tell } from './api';
import { continuable } from './continuable';
import type { Customer } from './customer';
import { isTooLate } from './evolve';
import type { Memory } from './memory';
import type { Store } from './store';

/** Refusals after which a link may still be valid, so that it is kept. */
const linkMayPass = [
  'sign-in-required',
  'token-invalid',
  'unavailable',
  'too-many',
  'line-lost',
  'superseded',
];

/** Finds the conversation for a customer: first it reads what can be continued, then the person chooses. */
export class WaysIn {
  /** A later search makes the pending answers of an earlier one invalid. */
  private looks = 0;
  private isSignedIn = false;
  private unknownTimes = 0;
  private listed: { readonly answer: Reconnectable; readonly at: number } | undefined;

  constructor(
    private readonly client: ChatClient,
    private readonly memory: Memory,
    private readonly store: Store,
    private readonly around: { tell: Tell; locale: string | null; customer: Promise<Customer> },
  ) {}

  /** Makes pending answers invalid. */
  stop(): void {
    this.looks++;
  }

  /** Finds what this page shows: an opened link, a choice, the chat of this browser, or none. */
  async look(): Promise<void> {
    const look = ++this.looks;
    const { store } = this;
    store.dispatch({ type: 'reloading' });
    const settings = this.settings();
    if (this.memory.link !== null) {
      store.dispatch({ type: 'link-found' });
      return;
    }
    if (this.restore()) return;
    const asked = await this.askToContinue(() => look === this.looks);
    if (asked === true || look !== this.looks) return;
    const found = (asked !== 'unknown' && asked) || (await settings);
    if (look !== this.looks) return;
    if (found instanceof Refusal) store.dispatch({ type: 'opening-refused', refused: found });
    else if (found.signInRequired && (asked === 'unknown' || !this.isSignedIn)) {
      const name = asked === 'unknown' ? 'unavailable' : 'sign-in-required';
      store.dispatch({ type: 'opening-refused', refused: { name, redirectUrl: null } });
    } else store.dispatch({ type: 'nothing-held' });
    if (asked === 'unknown') this.askAgain(look);
    else this.unknownTimes = 0;
  }

  /** The page could not provide a token. It may soon, and a customer must not miss a chat that can be continued. */
  private askAgain(look: number): void {
    const pause = Math.min(60, 2 ** ++this.unknownTimes) * 1_000;
    setTimeout(() => {
      this.client.token().then(
        () => look === this.looks && this.store.state.stage.name !== 'chat' && void this.look(),
        () => look === this.looks && this.askAgain(look),
      );
    }, pause);
  }

  /** Shows the chat that this browser holds. Returns false when it holds none. */
  restore(): boolean {
    const held = this.client.restore();
    if (!held) return false;
    this.store.dispatch({ type: 'opening', isNew: false });
    this.show();
    this.report(held);
    return true;
  }

  /** Starts a new conversation, with its first message if there is one already. Resolves when that is stored. */
  begin(options: StartOptions, text?: string): Promise<unknown> {
    this.looks++;
    const { locale } = this.store.state;
    this.store.dispatch({ type: 'opening', isNew: true });
    return this.around.customer.then((customer) => {
      this.report(this.client.start({ locale, askFirst: true, ...customer, ...options }));
      if (text) this.client.send(text).catch(() => undefined);
    });
  }

  /**
   * Asks a signed-in customer what to continue, if there is something. Resolves with the refusal of an invalid sign-in.
   */
  private async askToContinue(isWanted: () => boolean): Promise<boolean | Refusal | 'unknown'> {
    try {
      this.isSignedIn = (await this.client.token()) !== undefined;
    } catch {
      return 'unknown';
    }
    if (!this.isSignedIn) return false;
    let answer: Reconnectable;
    try {
      answer = await this.client.listReconnectable({ connected: true });
    } catch (error) {
      return error instanceof Refusal && error.name === 'token-invalid' ? error : false;
    }
    const conversations = continuable(answer, 0);
    if (conversations.length === 0 || !isWanted()) return false;
    this.listed = { answer, at: passedMs() };
    this.store.dispatch({ type: 'prompted', conversations });
    // A customer who continues elsewhere is not interrupted: the choice comes when they open the chat here.
    const isAway = conversations.some(({ secondsLeft }) => secondsLeft !== null);
    if (isAway && !this.store.state.open) this.store.dispatch({ type: 'opened' });
    return true;
  }

  /** A second has passed. The times of the conversations that can be continued count down. */
  countDown(): void {
    if (!this.listed || this.store.state.stage.name !== 'prompt') return;
    const elapsed = (passedMs() - this.listed.at) / 1000;
    const conversations = continuable(this.listed.answer, elapsed);
    if (conversations.length > 0) this.store.dispatch({ type: 'prompted', conversations });
    else void this.look();
  }

  async continueConversation(conversationId: string): Promise<void> {
    const error = await this.claim(() => this.client.continueConversation(conversationId));
    if (!error) return;
    const what = nameOf(error);
    if (isTooLate(what as RefusalName) || what === 'superseded') return;
    await this.look();
    this.store.dispatch({ type: 'noticed', notice: { what } });
  }

  /** Call it after a click. If the link is too late, the view leads to the widget's redirect URL, or to a new chat. */
  async useLink(secret: string): Promise<void> {
    const error = await this.claim(() => this.client.reconnectByLink(secret));
    if (error) await this.linkRefused(error);
    else this.memory.link = null;
  }

  /** Shows the chat that is being claimed. Resolves with the error if there is one. */
  private claim(ask: () => Promise<Started>): Promise<unknown> {
    this.looks++;
    this.store.dispatch({ type: 'opening', isNew: true });
    const claimed = ask();
    this.report(claimed);
    return claimed.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  private async linkRefused(error: unknown): Promise<void> {
    const what = nameOf(error);
    const { store, memory } = this;
    if (linkMayPass.includes(what)) {
      store.dispatch({ type: 'link-found' });
    } else {
      memory.link = null;
      if (error instanceof Refusal && isTooLate(error.name)) {
        if (error.redirectUrl !== null) {
          goTo(error.redirectUrl);
          return;
        }
        const { askName, kept } = store.state;
        if (askName || kept.length > 0) store.dispatch({ type: 'nothing-held' });
        else void this.begin({});
      } else await this.look();
    }
    store.dispatch({ type: 'noticed', notice: { what } });
  }

  /** Shows everything that the client knows already, such as after a return from the back/forward cache. */
  private show(): void {
    const { client, store } = this;
    store.dispatch({ type: 'entries', all: client.entries });
    const { conversation, queue } = client;
    if (conversation) store.dispatch({ type: 'conversation', conversation, queue });
    store.dispatch({ type: 'outgoing', items: client.outgoing });
    if (client.status.phase === 'live') store.dispatch({ type: 'line', line: 'live' });
  }

  private async settings(): Promise<{ signInRequired: boolean } | Refusal> {
    try {
      const { signInRequired, ...settings } = await this.client.widget();
      const locale = this.around.locale ?? settings.locale;
      const { name } = await this.around.customer;
      const askName = settings.askName && name === undefined;
      this.store.dispatch({ ...settings, type: 'settings', locale, askName });
      return { signInRequired };
    } catch (error) {
      return error instanceof Refusal ? error : new Refusal('unavailable', String(error));
    }
  }

  private report(started: Promise<Started>): void {
    started.then(
      (event) => this.around.tell('started', event),
      // The client's events, or the caller's promise, report a refusal.
      () => undefined,
    );
  }
}

export function goTo(url: string): void {
  if (/^https?:/.test(url)) location.assign(url);
}

export function nameOf(error: unknown): RefusalName | 'line-lost' {
  if (error instanceof Refusal) return error.name;
  return error instanceof LineLost ? 'line-lost' : 'unavailable';
}
