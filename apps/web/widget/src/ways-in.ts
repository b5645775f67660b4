import { Refusal, type ChatClient, type StartOptions, type Started } from '@rejoin/client';
import type { Tell } from './api';
import type { Customer } from './customer';
import type { LinkAndPrompt } from './link-and-prompt';
import type { Memory } from './memory';
import type { Store } from './store';

/** Finds the conversation for a customer: first it reads what can be continued, then the person chooses. */
export class WaysIn {
  /** A later search makes the pending answers of an earlier one invalid. */
  private looks = 0;
  private isSignedIn = false;
  private unknownTimes = 0;
  private rare: Promise<LinkAndPrompt> | undefined;

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

  /** Forgets the name and the context that the page has given, because another person may use it now. */
  forgetCustomer(): void {
    this.around.customer = this.around.customer.then(({ visit }) => ({ visit }) as Customer);
  }

  /** Finds what this page shows: an opened link, a choice, the chat of this browser, or none. */
  async look(): Promise<void> {
    const look = ++this.looks;
    const { store } = this;
    store.dispatch({ type: 'reloading' });
    const settings = this.settings();
    if (this.memory.link !== null) {
      store.dispatch({ type: 'link-found' });
      // A customer who then presses *Continue here* does not wait for it.
      this.load().catch(() => undefined);
      return;
    }
    if (this.restore()) return;
    const asked = await this.askToContinue(() => look === this.looks);
    if (asked === true || look !== this.looks) return;
    const found = (asked !== 'unknown' && asked) || (await settings);
    if (look !== this.looks) return;
    if (found instanceof Refusal) {
      store.dispatch({ type: 'opening-refused', refused: found });
      if (found.name === 'origin-not-allowed') console.warn(`Rejoin: ${adviceFor(window.origin)}`);
    } else if (found.signInRequired && (asked === 'unknown' || !this.isSignedIn)) {
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
    const { client, store } = this;
    const shown = store.state.conversation?.conversationId;
    const held = client.restore();
    if (!held) return false;
    // A search or a choice that is under way is over.
    this.looks++;
    // Another tab may have begun another chat.
    store.dispatch({ type: 'opening', isNew: shown !== undefined && shown !== client.conversationId });
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

  /** Resolves as {@link LinkAndPrompt.prompt}, or with `unknown` when it is not known who is signed in. */
  private async askToContinue(isWanted: () => boolean): Promise<boolean | Refusal | 'unknown'> {
    try {
      this.isSignedIn = (await this.client.token()) !== undefined;
      return this.isSignedIn && (await (await this.load()).prompt(isWanted));
    } catch {
      return 'unknown';
    }
  }

  continueConversation(conversationId: string): Promise<void> {
    return this.claim((rare) => rare.continueConversation(conversationId));
  }

  /** Call it after a click. */
  useLink(secret: string): Promise<void> {
    this.memory.link = secret;
    return this.claim((rare) => rare.useLink(secret));
  }

  /** Shows the chat that is being claimed. */
  private async claim(act: (rare: LinkAndPrompt) => Promise<void>): Promise<void> {
    this.looks++;
    this.store.dispatch({ type: 'opening', isNew: true });
    try {
      await act(await this.load());
    } catch {
      // The code could not be fetched. Nothing is claimed, so the customer can choose again.
      await this.look();
      this.store.dispatch({ type: 'noticed', notice: { what: 'unavailable' } });
    }
  }

  private load(): Promise<LinkAndPrompt> {
    return (this.rare ??= import('./link-and-prompt').then(
      ({ LinkAndPrompt }) => new LinkAndPrompt(this.client, this.memory, this.store, this),
      (error: unknown) => {
        this.rare = undefined;
        throw error;
      },
    ));
  }

  /** Shows everything that the client knows already, such as after a return from the back/forward cache. */
  private show(): void {
    const { client, store } = this;
    store.dispatch({ type: 'entries', all: client.entries });
    const { conversation, queue } = client;
    if (conversation) store.dispatch({ type: 'conversation', conversation, queue });
    store.dispatch({ type: 'outgoing', items: client.outgoing });
    if (client.status.phase === 'live') store.dispatch({ type: 'connection', connection: 'live' });
  }

  private async settings(): Promise<{ signInRequired: boolean } | Refusal> {
    try {
      // A gateway permits no page without an origin, and what it answers could not be read there.
      if (window.origin === 'null') throw new Refusal('origin-not-allowed', '');
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

  report(started: Promise<Started>): void {
    started.then(
      (event) => this.around.tell('started', event),
      // The client's events, or the caller's promise, report a refusal.
      () => undefined,
    );
  }
}

/** What whoever embeds the widget can change. */
function adviceFor(origin: string): string {
  return origin === 'null'
    ? 'a frame with the attribute sandbox needs allow-same-origin.'
    : `${origin} is not among the allowed origins of the widget.`;
}
