import {
  isTooLate,
  passedMs,
  Refusal,
  type ChatClient,
  type StartOptions,
  type Started,
} from '@rejoin/client';
import type { Reconnectable } from '@rejoin/contracts';
import { continuable } from './continuable';
import type { Memory } from './memory';
import { goTo, nameOf } from './refused';
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

/** What this part asks of the part that loaded it. */
interface Ways {
  look(): Promise<void>;
  begin(options: StartOptions): Promise<unknown>;
  report(started: Promise<Started>): void;
}

/**
 * The ways `link` and `prompt`. They are loaded when a reconnect link was opened or a customer is signed in, because
 * most customers never need them.
 */
export class LinkAndPrompt {
  constructor(
    private readonly client: ChatClient,
    private readonly memory: Memory,
    private readonly store: Store,
    private readonly ways: Ways,
  ) {}

  /**
   * Asks a signed-in customer what to continue, if there is something. Resolves with the refusal of an invalid sign-in.
   */
  async prompt(isWanted: () => boolean): Promise<boolean | Refusal> {
    let answer: Reconnectable;
    try {
      answer = await this.client.listReconnectable({ connected: true });
    } catch (error) {
      return error instanceof Refusal && error.name === 'token-invalid' ? error : false;
    }
    const conversations = continuable(answer, 0);
    if (conversations.length === 0 || !isWanted()) return false;
    this.store.dispatch({ type: 'prompted', conversations });
    this.countDown(answer, isWanted);
    // A customer who continues elsewhere is not interrupted: the choice comes when they open the chat here.
    const isAway = conversations.some(({ secondsLeft }) => secondsLeft !== null);
    if (isAway && !this.store.state.open) this.store.dispatch({ type: 'opened' });
    return true;
  }

  /** Shows each second how much time is left. When nothing can be continued any more, the page is looked at again. */
  private countDown(answer: Reconnectable, isWanted: () => boolean): void {
    const since = passedMs();
    const ticks = setInterval(() => {
      if (!isWanted()) {
        clearInterval(ticks);
        return;
      }
      const conversations = continuable(answer, (passedMs() - since) / 1000);
      if (conversations.length > 0) this.store.dispatch({ type: 'prompted', conversations });
      else void this.ways.look();
    }, 1_000);
  }

  async continueConversation(conversationId: string): Promise<void> {
    const error = await this.claim(this.client.continueConversation(conversationId));
    if (!error) return;
    const what = nameOf(error);
    if (isTooLate(what) || what === 'superseded') return;
    await this.ways.look();
    this.store.dispatch({ type: 'noticed', notice: { what } });
  }

  /** If the link is too late, the view leads to the widget's redirect URL, or to a new chat. */
  async useLink(secret: string): Promise<void> {
    const error = await this.claim(this.client.reconnectByLink(secret));
    if (error) await this.linkRefused(error);
    else this.memory.link = null;
  }

  /** Resolves with the error if there is one. */
  private claim(claimed: Promise<Started>): Promise<unknown> {
    this.ways.report(claimed);
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
        else void this.ways.begin({});
      } else await this.ways.look();
    }
    store.dispatch({ type: 'noticed', notice: { what } });
  }
}
