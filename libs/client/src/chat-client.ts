import { pageLimits } from '@rejoin/contracts/plain';
import type { Claimed, Entry, PublicWidget, QueueFrame, Reconnectable, Snapshot } from '@rejoin/contracts';
import { paths } from './chat-paths';
import {
  ChatSession,
  type ChatEvents,
  type ChatSurroundings,
  type CustomerPage,
  type Started,
} from './chat-session';
import { noChat } from './chat-state';
import type { Patience } from './connection';
import type { ConnectionStatus } from './connection-status';
import { Emitter } from './emitter';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import type { Stored } from './outgoing';
import { newClientId, newSecret, platformOf, type PlatformOptions } from './platform';
import { isHttpRemembered } from './http-remembered';
import { toJson } from './json';
import { linkSecretOf } from './reconnect-link';
import { ConnectionLost, isPassing, isTooLate, Refusal } from './refusal';
import { patiently, type TokenProvider } from './sign-in';
import { SessionStore, type ChatItem, type Session, type StartOptions } from './session-store';

/** The options of a {@link ChatClient}. */
export interface ChatOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** The id of the chat widget. */
  widgetId: string;
  /** Provides the JWT of the customer who is signed in at the portal. */
  token?: TokenProvider;
  /** Time limits that replace the usual ones. */
  patience?: Partial<Patience>;
}

/** What a page needs to let its customer reconnect by its own means. */
export interface ReconnectContext {
  /** The secret of the latest reconnect link that this chat has received; null when there is none. */
  reconnectId: string | null;
  /** Where the widget's settings send a customer who is too late. Known only after `too-late`. */
  redirectURL: string | null;
  /** When the open reconnection window ends: an instant (ISO 8601, UTC); null while no window is open. */
  deadlineAt: string | null;
  /** As {@link ChatClient.secondsLeft}. */
  secondsLeft: number | null;
}

/**
 * A customer's chat with one widget. Messages are kept through lost connections and reloads until the server has stored
 * them. Every entry of the transcript is emitted once, in order.
 *
 * @example
 * const chat = new ChatClient({ endpoints: ['https://chat.example'], widgetId: 'shop' });
 * chat.on('entries', (entries) => show(entries));
 * await chat.start();
 * await chat.send('Hello');
 */
export class ChatClient {
  private readonly events = new Emitter<ChatEvents>();
  private readonly around: ChatSurroundings;
  private readonly http: HttpClient;
  private readonly path: string;
  /**
   * Resolves with the portal's token of the signed-in customer; undefined when no one is signed in. Waits at most 5 s.
   * Rejects with the {@link Refusal} `unavailable` when the portal does not answer or fails.
   */
  readonly token: () => Promise<string | undefined>;
  private session: ChatSession | undefined;
  private redirectUrl: string | null = null;
  private typedAt = -Infinity;
  private otherWay: Promise<void> | undefined;

  constructor(options: ChatOptions) {
    const platform = platformOf(options);
    const endpoints = new Endpoints(options.endpoints);
    this.token = patiently(options.token ?? (() => undefined), platform.now);
    const store = new SessionStore(platform.storage, options.widgetId);
    endpoints.learn(store.read().endpoints);
    this.http = new HttpClient(platform, endpoints);
    this.path = paths.widget(options.widgetId);
    this.around = {
      platform,
      endpoints,
      store,
      events: this.events,
      widgetId: options.widgetId,
      patience: options.patience ?? {},
      token: this.token,
      unreached: () => {
        this.otherWay ??= this.findOtherWay();
      },
    };
    // An earlier page of this tab found that only HTTP works.
    if (isHttpRemembered()) this.around.unreached();
    this.on('too-late', ({ redirectUrl }) => (this.redirectUrl = redirectUrl));
  }

  /** Calls the listener for each event of this name. Returns a function that ends the subscription. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (event: ChatEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  /** The state of the connection to a gateway; `idle` before a chat. */
  get status(): ConnectionStatus {
    return this.session?.status ?? { phase: 'idle' };
  }

  /** The latest snapshot of the conversation; undefined before the first one. */
  get conversation(): Snapshot | undefined {
    return this.session?.state.conversation;
  }

  /** The id of the conversation that this page or this browser has; null when there is none, or none is known yet. */
  get conversationId(): string | null {
    return this.session?.state.conversationId ?? this.around.store.read().session?.conversationId ?? null;
  }

  /** The transcript, in order and without gaps. */
  get entries(): readonly Entry[] {
    return this.session?.state.transcript.entries ?? [];
  }

  /**
   * Ids of the reconnect links that were redeemed on the device that continues this chat. They cannot be used again.
   */
  get usedLinks(): readonly string[] {
    return this.session?.state.usedLinks ?? [];
  }

  /**
   * The place in the queue of a customer who waits for an agent, as far as the widget's settings show it. Null while an
   * agent is assigned, and until the server has sent it, also after a reconnection.
   */
  get queue(): QueueFrame | null {
    return this.session?.state.queue ?? null;
  }

  /** Messages that the server has not acknowledged, in order. */
  get outgoing(): readonly ChatItem[] {
    return this.session?.items ?? [];
  }

  /** The last seq that this browser has received, also before a reload. */
  get knownSeq(): number {
    return this.around.store.read().lastSeq;
  }

  /** Texts that could not be sent in a conversation that is over. They are kept until {@link takeUnsent}. */
  get unsent(): readonly string[] {
    return this.around.store.read().drafts;
  }

  /**
   * Seconds until it is too late to reconnect, never below 0, on a clock that changes of the device's time do not
   * affect. While the connection is lost it is an estimate. Null while there is nothing to reconnect to.
   */
  get secondsLeft(): number | null {
    return this.session?.secondsLeft ?? null;
  }

  /**
   * Reads what a page needs to show the widget, and keeps the gateways that it names as alternatives. Rejects with a
   * {@link Refusal}.
   */
  async widget(): Promise<PublicWidget> {
    const widget = await this.http.get<PublicWidget>(this.path);
    this.addEndpoints(widget.endpoints);
    return widget;
  }

  /**
   * Adds gateways to try when another one fails. They are kept for the next page of this browser, and ignored when the
   * page has named several `endpoints` itself.
   */
  addEndpoints(urls: readonly string[]): void {
    this.around.endpoints.learn(urls);
    this.around.store.keepEndpoints(urls);
  }

  /**
   * Continues the conversation that this browser holds, such as after a reload; undefined when it holds none. After
   * {@link leave} it continues that of this page, also when another tab has learned that it is over. For
   * widgets with sign-in call {@link listReconnectable} first, so that the customer can choose. Rejects with a {@link
   * Refusal}, such as `window-expired`.
   */
  restore(): Promise<Started> | undefined {
    if (this.session && !this.session.isOver) return this.session.opened;
    const { session } = this.around.store.read();
    // Another tab may have learned that the chat is over while this page was left. The server tells how.
    if (!session) return this.session?.isLeft ? this.session.begin() : undefined;
    return this.session?.isOf(session) ? this.session.begin() : this.open(session);
  }

  /**
   * Starts a conversation. Without `startNew` it continues the one that this browser holds, if any. Rejects with a
   * {@link Refusal}: `reconnect-available` when a signed-in customer has a conversation to continue.
   */
  start(options: StartOptions = {}): Promise<Started> {
    const held = options.startNew === true ? undefined : this.restore();
    return held ?? this.begin({ secret: newSecret(), conversationId: null, start: options });
  }

  /**
   * Sends a message. Resolves when the server has stored it; until then the client keeps it and sends it again on every
   * new connection. Rejects with a {@link Refusal} when the server refuses it for good, when it is too long for the
   * server, or when there is no chat; without a chat the text is kept in {@link unsent}.
   */
  send(text: string): Promise<Stored> {
    if (text.length > pageLimits.messageUnits) return Promise.reject(new Refusal('message-too-long', ''));
    return this.submit({ id: newClientId(), kind: 'message', text });
  }

  /**
   * Ends the conversation for good after the unsent messages. Resolves when the server has ended it, also when it was
   * over already.
   */
  async endChat(): Promise<void> {
    try {
      await this.submit({ id: newClientId(), kind: 'close' });
    } catch (error) {
      if (!(error instanceof Refusal) || !isTooLate(error.name)) throw error;
    }
  }

  /**
   * Requests more time to reconnect: in the open window or, before a planned restart, in the next one. Rejects with a
   * {@link Refusal}, or with {@link ConnectionLost} when the connection is lost before the answer.
   */
  async extend(): Promise<void> {
    if (!this.session) throw new ConnectionLost();
    await this.session.ask((requestId) => ({ type: 'extend', requestId }));
  }

  /** Reports to the agent that the customer is typing, at most every 2 s. */
  typing(): void {
    const now = this.around.platform.now();
    if (now - this.typedAt < 2_000) return;
    this.typedAt = now;
    this.session?.tell({ type: 'typing' });
  }

  /**
   * Shows the agent the page on which the customer is now. It is lost when the connection is lost; the service takes 15
   * a minute in the long run. It is not sent to older gateways, which send no `timeline` and would close the connection.
   */
  visitPage(page: CustomerPage): void {
    if (this.session?.state.timeline) this.session.tell({ type: 'page', ...page });
  }

  /**
   * Checks a live connection, and tries a lost one now. Call it on `visibilitychange`, `online` and similar events: a
   * dead connection is detected and replaced within seconds.
   */
  probe(): void {
    this.session?.probe();
  }

  /**
   * Call it on `securitypolicyviolation` events with their `blockedURI`: a learned gateway that the page's policy
   * refuses is not tried again.
   */
  forbidden(blockedUri: string): void {
    if (this.around.endpoints.refuse(blockedUri)) this.probe();
  }

  /**
   * Call it on `storage` events, because another tab of this browser has changed what is stored, and when the page comes
   * back from the back/forward cache, where it gets none. Joins the conversation that
   * the other tab has, and returns `joined`. Leaves the conversation that the other tab ended with {@link shutdown},
   * and returns `left`. Otherwise returns `same`.
   */
  otherTabChanged(): 'joined' | 'left' | 'same' {
    const { session, browser } = this.around.store.read();
    const isActive = this.session && !this.session.isOver;
    // The other tab may have learned first that the conversation has ended. This one is about to learn it too.
    if (this.session && !session && !browser && !(isActive && this.conversation?.ended)) {
      this.leave();
      this.session = undefined;
      return 'left';
    }
    if (isActive) return 'same';
    if (!session || session.conversationId === null || this.session?.isOf(session)) return 'same';
    void this.restore();
    return 'joined';
  }

  /** Sends the messages that another tab of this browser has left unsent, if they are still stored. */
  adoptUnsent(): void {
    this.session?.adopt();
  }

  /**
   * Redeems a reconnect link, given as its URL or its secret. Call it after a click, not when a page opens: a link can
   * be redeemed once. Rejects with a {@link Refusal}: `denied` when there is no link in the text, `window-expired` or
   * `conversation-ended` when it is too late.
   */
  async reconnectByLink(urlOrSecret: string): Promise<Started> {
    const link = linkSecretOf(urlOrSecret);
    if (link === undefined) throw new Refusal('denied', 'There is no link.');
    return this.claim('redeem', { link });
  }

  /**
   * Lists the conversations that the signed-in customer can continue, from every device. With `connected` it includes
   * those that are connected on another device or in another window; their `deadlineAt` is null. Rejects with the
   * {@link Refusal} `sign-in-required` when no one is signed in.
   */
  async listReconnectable(of: { connected?: boolean } = {}): Promise<Reconnectable> {
    const token = await this.requiredToken();
    return this.http.post<Reconnectable>(`${this.path}/reconnectable`, { token, ...of });
  }

  /**
   * Continues a conversation of {@link listReconnectable}. Rejects with a {@link Refusal}: `sign-in-required` when no
   * one is signed in, `window-expired` or `conversation-ended` when it is too late.
   */
  async continueConversation(conversationId: string): Promise<Started> {
    await this.requiredToken();
    return this.claim('continue', { conversationId });
  }

  /** Returns the texts of {@link unsent} and removes them, to offer them in the next conversation. */
  takeUnsent(): readonly string[] {
    return this.around.store.takeDrafts();
  }

  /** What the page needs to let its customer reconnect by its own means. `secondsLeft` is as {@link secondsLeft}. */
  getReconnectContext(): ReconnectContext {
    const url = this.entries.findLast(({ link }) => link?.url)?.link?.url;
    return {
      reconnectId: (url && linkSecretOf(url)) || null,
      redirectURL: this.redirectUrl,
      deadlineAt: this.conversation?.window?.deadlineAt ?? null,
      secondsLeft: this.secondsLeft,
    };
  }

  /** Closes the connection, as when a page is left. The conversation continues; {@link restore} reconnects. */
  leave(): void {
    this.session?.leave();
  }

  /** Closes the connection and removes everything that is stored, such as when the portal's customer signs out. */
  shutdown(): void {
    this.leave();
    this.session = undefined;
    this.around.store.wipe();
  }

  /** Repeats a claim with the same secret, also after a reload, so that it gets the same answer. */
  private async claim(verb: 'redeem' | 'continue', of: Record<string, string>): Promise<Started> {
    const { store } = this.around;
    const what = toJson(of);
    const { claim } = store.read();
    const secret = claim?.what === what ? claim.secret : newSecret();
    store.claiming({ what, secret });
    const token = await this.token();
    let claimed: Claimed;
    try {
      const body = { ...of, secret, ...(token === undefined ? {} : { token }) };
      claimed = await this.http.post<Claimed>(`${this.path}/${verb}`, body);
    } catch (error) {
      if (error instanceof Refusal && !isPassing(error.name)) store.claiming(null);
      if (error instanceof Refusal && isTooLate(error.name)) this.tooLate(error);
      throw error;
    }
    return this.begin({ secret, conversationId: claimed.conversationId, start: {} });
  }

  /** A proxy may not let WebSockets through. The code for HTTP is loaded only now, because most pages never need it. */
  private async findOtherWay(): Promise<void> {
    const { platform } = this.around;
    try {
      const { anyWay } = await import('./any-way');
      platform.connect = anyWay(platform);
      // Try now instead of waiting for a WebSocket that is known to get no answer.
      if (this.status.phase === 'waiting' || isHttpRemembered()) this.session?.probe(true);
    } catch {
      this.otherWay = undefined;
    }
  }

  private tooLate({ name, redirectUrl }: Refusal): void {
    this.events.emit('too-late', { name, redirectUrl, unsent: this.around.store.read().drafts });
  }

  private begin(session: Session): Promise<Started> {
    this.around.store.begin(session);
    return this.open(session);
  }

  private open(session: Session): Promise<Started> {
    const before = this.session?.state;
    this.session?.leave();
    const isSame = before !== undefined && before.conversationId === session.conversationId;
    this.session = new ChatSession(this.around, session, isSame ? before : noChat);
    return this.session.begin();
  }

  private submit(item: ChatItem): Promise<Stored> {
    if (!this.session || this.session.isOver) void this.restore();
    if (!this.session || this.session.isOver) {
      if (item.kind === 'message') this.around.store.keepDraft(item.text);
      return Promise.reject(new Refusal('conversation-ended', 'There is no chat.'));
    }
    return this.session.send(item);
  }

  private async requiredToken(): Promise<string> {
    const token = await this.token();
    if (token === undefined) throw new Refusal('sign-in-required', 'Sign in to use this chat.');
    return token;
  }
}
