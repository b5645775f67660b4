import type { Claimed, Entry, PublicWidget, QueueFrame, Reconnectable, Snapshot } from '@rejoin/contracts';
import { ChatSession, type ChatEvents, type ChatSurroundings, type Started } from './chat-session';
import { noChat } from './chat-state';
import type { Patience } from './connection';
import type { ConnectionStatus } from './connection-status';
import { Emitter } from './emitter';
import { Endpoints } from './endpoints';
import { HttpDoor } from './http-door';
import type { Stored } from './outgoing';
import { newClientId, newSecret, platformOf, type PlatformOptions } from './platform';
import { isHttpRemembered } from './http-remembered';
import { toJson } from './json';
import { linkSecretOf } from './reconnect-link';
import { isPassing, isTooLate, LineLost, Refusal } from './refusal';
import { patiently, type TokenProvider } from './sign-in';
import { SessionStore, type ChatItem, type Session, type StartOptions } from './session-store';

export interface ChatOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer before them. */
  endpoints: readonly string[];
  widgetId: string;
  token?: TokenProvider;
  patience?: Partial<Patience>;
}

/** What a page needs to bring its customer back by its own means. */
export interface ReconnectContext {
  /** The secret of the latest reconnect link that was sent here. */
  reconnectId: string | null;
  /** Known once it was too late. */
  redirectURL: string | null;
  deadlineAt: string | null;
  secondsLeft: number | null;
}

/**
 * A customer's chat with one widget. What is sent is kept, through lost lines and reloads, until the server
 * has it; every entry of the transcript is told once, in order.
 */
export class ChatClient {
  private readonly events = new Emitter<ChatEvents>();
  private readonly around: ChatSurroundings;
  private readonly http: HttpDoor;
  private readonly path: string;
  /**
   * The portal's word on who is signed in, undefined for nobody. It is waited for 5 s at most: rejects with the
   * {@link Refusal} `unavailable` when the portal gives no answer.
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
    this.http = new HttpDoor(platform, endpoints);
    this.path = `/v1/widgets/${encodeURIComponent(options.widgetId)}`;
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
    // An earlier page of this tab found that only HTTP gets through.
    if (isHttpRemembered()) this.around.unreached();
    this.on('too-late', ({ redirectUrl }) => (this.redirectUrl = redirectUrl));
  }

  /** Returns the function that ends the subscription. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (event: ChatEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  get status(): ConnectionStatus {
    return this.session?.status ?? { phase: 'idle' };
  }

  get conversation(): Snapshot | undefined {
    return this.session?.state.conversation;
  }

  get conversationId(): string | null {
    return this.session?.state.conversationId ?? this.around.store.read().session?.conversationId ?? null;
  }

  /** The transcript, in order and without gaps. */
  get entries(): readonly Entry[] {
    return this.session?.state.transcript.entries ?? [];
  }

  /** Ids of reconnect links that a device redeemed which goes on in place of this one. */
  get usedLinks(): readonly string[] {
    return this.session?.state.usedLinks ?? [];
  }

  /**
   * Where the customer stands who waits for an agent, as far as the widget's settings show it. Null while an agent is
   * there, and until the server has said it, also after a return.
   */
  get queue(): QueueFrame | null {
    return this.session?.state.queue ?? null;
  }

  /** What is on its way, in order. */
  get outgoing(): readonly ChatItem[] {
    return this.session?.items ?? [];
  }

  /** The last seq that this browser has had, also before a reload. */
  get knownSeq(): number {
    return this.around.store.read().lastSeq;
  }

  /** Texts that no conversation took. They stay until {@link takeUnsent}. */
  get unsent(): readonly string[] {
    return this.around.store.read().drafts;
  }

  /**
   * Seconds left to come back, counted on a clock that nobody sets. While the line is lost it is an estimate;
   * null while there is nothing to come back from.
   */
  get secondsLeft(): number | null {
    return this.session?.secondsLeft ?? null;
  }

  /** What a page needs to show the widget. The gateways that it names are turned to when another one is gone. */
  async widget(): Promise<PublicWidget> {
    const widget = await this.http.get<PublicWidget>(this.path);
    this.addEndpoints(widget.endpoints);
    return widget;
  }

  /** More gateways to turn to when one is gone, kept for the next page of this browser. */
  addEndpoints(urls: readonly string[]): void {
    this.around.endpoints.learn(urls);
    this.around.store.keepEndpoints(urls);
  }

  /**
   * Continues what this browser holds, such as after a reload; undefined when it holds nothing. For widgets
   * with sign-in ask {@link listReconnectable} first: the customer is to choose.
   */
  restore(): Promise<Started> | undefined {
    if (this.session && !this.session.isOver) return this.session.opened;
    const { session } = this.around.store.read();
    if (!session) return undefined;
    return this.session?.isOf(session) ? this.session.begin() : this.open(session);
  }

  /**
   * Starts a conversation, or continues the one that this browser holds unless `startNew`. Rejects with the
   * {@link Refusal}, such as `reconnect-available`, when the customer has one to continue.
   */
  start(options: StartOptions = {}): Promise<Started> {
    const held = options.startNew === true ? undefined : this.restore();
    return held ?? this.begin({ secret: newSecret(), conversationId: null, start: options });
  }

  /** Resolves when the server has stored it. Until then it is kept, and goes out again on every new line. */
  send(text: string): Promise<Stored> {
    return this.submit({ id: newClientId(), kind: 'message', text });
  }

  /** Ends the conversation for good, after what is still on its way. Done when the server knows. */
  async endChat(): Promise<void> {
    try {
      await this.submit({ id: newClientId(), kind: 'close' });
    } catch (error) {
      if (!(error instanceof Refusal) || !isTooLate(error.name)) throw error;
    }
  }

  /** More time: for the window that runs, or for the next one, before a planned restart. */
  async extend(): Promise<void> {
    if (!this.session) throw new LineLost();
    await this.session.ask((requestId) => ({ type: 'extend', requestId }));
  }

  /** Tells the agent, at most every 2 s. */
  typing(): void {
    const now = this.around.platform.now();
    if (now - this.typedAt < 2_000) return;
    this.typedAt = now;
    this.session?.typing();
  }

  /** For `visibilitychange`, `online` and the like: a dead line is found and replaced within seconds. */
  probe(): void {
    this.session?.probe();
  }

  /** For `securitypolicyviolation` events: a gateway that the page's policy refuses is tried no more. */
  forbidden(blockedUri: string): void {
    if (this.around.endpoints.refuse(blockedUri)) this.probe();
  }

  /**
   * For `storage` events: another tab of this browser has changed what is kept. Joins the conversation that it
   * began or returned to, leaves the one that it forgot with {@link shutdown}, and takes over what a tab that is
   * gone has left unsent.
   */
  otherTabChanged(): 'joined' | 'left' | 'same' {
    const { session } = this.around.store.read();
    if (this.session && !this.session.isOver) {
      if (session || this.conversation?.ended) return 'same';
      this.leave();
      this.session = undefined;
      return 'left';
    }
    if (!session || session.conversationId === null || this.session?.isOf(session)) return 'same';
    void this.restore();
    return 'joined';
  }

  /** Sends what another tab of this browser has left unsent, if it is still there. */
  adoptUnsent(): void {
    this.session?.adopt();
  }

  /** Redeems a reconnect link (its URL, or its secret), after a person's click: opening a page is none. */
  async reconnectByLink(urlOrSecret: string): Promise<Started> {
    const link = linkSecretOf(urlOrSecret);
    if (link === undefined) throw new Refusal('denied', 'There is no reconnect link in this address.');
    return this.claim('redeem', { link });
  }

  /**
   * The signed-in customer's conversations that can be continued, on whatever device they began. `connected`: also one
   * that lives on another device or in another window, whose `deadlineAt` is null.
   */
  async listReconnectable(of: { connected?: boolean } = {}): Promise<Reconnectable> {
    const token = await this.requiredToken();
    return this.http.post<Reconnectable>(`${this.path}/reconnectable`, { token, ...of });
  }

  async continueConversation(conversationId: string): Promise<Started> {
    await this.requiredToken();
    return this.claim('continue', { conversationId });
  }

  /** Texts that no conversation took, handed over once: to be offered to the next one. */
  takeUnsent(): readonly string[] {
    return this.around.store.takeDrafts();
  }

  getReconnectContext(): ReconnectContext {
    const url = this.entries.findLast(({ link }) => link?.url)?.link?.url;
    return {
      reconnectId: (url && linkSecretOf(url)) || null,
      redirectURL: this.redirectUrl,
      deadlineAt: this.conversation?.window?.deadlineAt ?? null,
      secondsLeft: this.secondsLeft,
    };
  }

  /** Leaves the line, as a page does that goes away. {@link restore} comes back. */
  leave(): void {
    this.session?.leave();
  }

  /** Leaves the line and forgets everything, such as when the portal's customer signs out. */
  shutdown(): void {
    this.leave();
    this.session = undefined;
    this.around.store.wipe();
  }

  /** The same claim asked again has the same secret, also after a reload: it gets the same answer. */
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

  /** There may be a proxy that lets no WebSocket through. What is needed for it most pages never fetch. */
  private async findOtherWay(): Promise<void> {
    const { platform } = this.around;
    try {
      const { anyWay } = await import('./any-way');
      platform.connect = anyWay(platform);
      // A WebSocket that is known to get no answer is not waited for.
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
      return Promise.reject(new Refusal('conversation-ended', 'There is no chat to send this to.'));
    }
    return this.session.send(item);
  }

  private async requiredToken(): Promise<string> {
    const token = await this.token();
    if (token === undefined) throw new Refusal('sign-in-required', 'Please sign in to use this chat.');
    return token;
  }
}
