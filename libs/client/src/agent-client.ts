import type {
  Account,
  AgentFrame,
  AgentRequest,
  Entry,
  Presence,
  SecondFactor,
  SignInOptions,
  Snapshot,
} from '@rejoin/contracts';
import { socketPaths } from '@rejoin/contracts/plain';
import { Connection, type Patience } from './connection';
import type { ConnectionStatus } from './connection-status';
import { DeskSends } from './desk-sends';
import {
  emptyDesk,
  evolveDesk,
  type DeskConversation,
  type DeskState,
  type DeskStatus,
  type ReadState,
} from './desk-state';
import { Emitter } from './emitter';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import type { Stored } from './outgoing';
import { paths } from './paths';
import { newClientId, platformOf, type Platform, type PlatformOptions } from './platform';
import { ConnectionLost, Refusal } from './refusal';
import { Requests, type Ack } from './requests';
import { ServerClock } from './server-clock';
import { lastSeq } from './transcript';

/** The options of an {@link AgentClient}. */
export interface AgentOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** Time limits that replace the usual ones. */
  patience?: Partial<Patience>;
  /**
   * A random text that identifies this device. Give the same one on each page of a device: the gateway then does not
   * report a further desk on it as another device. A new one is made when it is left out.
   */
  device?: string;
}

/** The result of a sign-in. */
export interface SignedIn {
  token: string;
  /** When the token expires: an instant (ISO 8601, UTC). */
  expiresAt: string;
  account: Account;
  /** Keep this on the device, per login, and give it with the next sign-in. Older gateways do not send it. */
  deviceToken?: string;
  /** After a sign-in with an identity provider: go there after signing out, so that its session ends too. */
  signOutUrl?: string;
}

/** What a person signs in with. */
export interface Credentials {
  login: string;
  password: string;
  /**
   * The `deviceToken` of an earlier sign-in on this device. With it, wrong passwords from other devices do not lock
   * this device out.
   */
  deviceToken?: string | undefined;
  /** The code of an authenticator app, or a recovery code. Needed after the refusal `code-required`. */
  code?: string | undefined;
}

/** For how long a customer is blocked, and why. */
export interface BlockOptions {
  /** Null: until a supervisor unblocks the customer. */
  hours: number | null;
  /** For supervisors. The customer never sees it. */
  reason?: string;
  /** Block anonymous customers of the same network address too, for an hour. */
  address?: boolean;
}

/** The events of {@link AgentClient.on}. */
export interface AgentEvents {
  /** The state of the connection has changed. */
  connection: ConnectionStatus;
  /** The desk is open: once for each connection. */
  welcome: Extract<AgentFrame, { type: 'welcome' }>;
  /** The presence, the queue or what other agents do has changed. */
  status: DeskStatus;
  /** The agent has read conversations, on this or another device. {@link AgentClient.state} has the result. */
  read: readonly ReadState[];
  /** A conversation has changed. */
  conversation: Snapshot;
  /** New entries of a transcript, in order, each once. */
  entries: { conversationId: string; entries: readonly Entry[] };
  /** The conversation no longer belongs to this agent. */
  left: { conversationId: string };
  /** The customer is typing. */
  typing: { conversationId: string };
  /** The server refused a message for good. It is not sent again. */
  refused: { conversationId: string; refusal: Refusal; text: string | null };
}

/**
 * An agent's desk: the agent's conversations with their transcripts. The client reconnects and catches up when a
 * connection is lost.
 * Every action resolves when the server has done it. It rejects with a {@link Refusal}, or with {@link ConnectionLost}
 * when the connection was lost before the answer. Only messages and notes are kept and sent again.
 *
 * @example
 * const desk = new AgentClient({ endpoints: ['https://chat.example'] });
 * desk.on('entries', ({ conversationId, entries }) => show(conversationId, entries));
 * await desk.signIn({ login: 'anna@example', password: 'a long password' });
 */
export class AgentClient {
  state: DeskState = emptyDesk;
  readonly clock: ServerClock;
  private readonly events = new Emitter<AgentEvents>();
  private readonly platform: Platform;
  private readonly http: HttpClient;
  private readonly connection: Connection<AgentRequest, AgentFrame>;
  private readonly requests = new Requests();
  private readonly sends: DeskSends;
  private readonly device: string;
  private token = '';
  private opening: { resolve(): void; reject(error: Error): void } | undefined;

  constructor(options: AgentOptions) {
    this.platform = platformOf(options);
    this.device = options.device ?? newClientId();
    const endpoints = new Endpoints(options.endpoints);
    this.http = new HttpClient(this.platform, endpoints);
    this.clock = new ServerClock(this.platform.now);
    const speaker = {
      hello: () => this.hello(),
      heard: (frame: AgentFrame) => {
        this.heard(frame);
      },
      changed: (status: ConnectionStatus) => {
        this.changed(status);
      },
    };
    this.connection = new Connection(this.platform, endpoints, socketPaths.desk, speaker, options.patience);
    this.sends = new DeskSends(this.connection, this.platform.random, (item, refusal) => {
      const text = 'text' in item ? item.text : null;
      this.events.emit('refused', { conversationId: item.conversationId, refusal, text });
    });
  }

  /** Calls the listener for each event of this name. Returns a function that ends the subscription. */
  on<Name extends keyof AgentEvents>(name: Name, listener: (event: AgentEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  /** The state of the connection to a gateway. */
  get connectionStatus(): ConnectionStatus {
    return this.connection.status;
  }

  /** The conversation with its transcript; undefined when it does not belong to this agent. */
  conversation(conversationId: string): DeskConversation | undefined {
    return this.state.conversations.get(conversationId);
  }

  /** Seconds until the customer's reconnection window ends, never below 0; null while no window is open. */
  secondsLeft(conversationId: string): number | null {
    return this.clock.secondsLeft(this.conversation(conversationId)?.snapshot);
  }

  /**
   * Signs in and opens the desk. Resolves with a token, which can be given to {@link open} until it expires. Rejects
   * with a {@link Refusal}, such as `sign-in-failed` or `code-required`.
   */
  async signIn(credentials: Credentials): Promise<SignedIn> {
    const signedIn = await this.authenticate(credentials);
    await this.open(signedIn.token);
    return signedIn;
  }

  /**
   * Signs in without opening the desk, also for accounts that are not agents. Rejects with a {@link Refusal}. Too many
   * attempts reject at once, with `retryAfterSeconds`: automatic retries would count as further failures. With a code
   * the request is sent once, because the first attempt uses up the code.
   */
  authenticate(credentials: Credentials): Promise<SignedIn> {
    const passes = (name: string) => name === 'unavailable' && credentials.code === undefined;
    return this.http.post<SignedIn>(paths.signIn, credentials, undefined, passes);
  }

  /** Returns how people can sign in: with a password, and with which identity providers. */
  signInOptions(): Promise<SignInOptions> {
    return this.http.get<SignInOptions>(paths.signInOptions);
  }

  /**
   * Exchanges the code of a sign-in with an identity provider. `verifier` is the text whose SHA-256 hash was the
   * challenge. The request is sent once, because the first attempt uses up the code.
   */
  redeemSignInCode(code: string, verifier: string): Promise<SignedIn> {
    return this.http.post<SignedIn>(paths.redeemSignInCode, { code, verifier }, undefined, () => false);
  }

  /**
   * Returns a new token for the same sign-in. Renew while the account is in use: a sign-in that is not renewed ends
   * when its idle time is over. No renewal extends it beyond the maximum time after the password was given.
   */
  renew(token: string): Promise<SignedIn> {
    return this.http.post<SignedIn>(paths.renew, {}, token);
  }

  /** Ends the sign-in of this token at every gateway. Sign-ins on other devices continue. */
  async endSignIn(token: string): Promise<void> {
    await this.http.post(paths.signOut, {}, token);
  }

  /**
   * Changes the password of the token's account. All sign-ins of the account end; continue with the one that this
   * method returns. Rejects with the {@link Refusal} `sign-in-failed` when `current` is wrong. The request is sent
   * once: rejects with {@link ConnectionLost} when there is no answer.
   */
  async changePassword(token: string, change: { current: string; next: string }): Promise<SignedIn> {
    try {
      return await this.http.post<SignedIn>(paths.changePassword, change, token, () => false);
    } catch (error) {
      throw error instanceof Refusal && error.name === 'unavailable' ? new ConnectionLost() : error;
    }
  }

  /**
   * Reads `path`, or posts `body` to it: `/v1/me/second-factor` of the token's account, or a path below it. A post is sent once, because the first attempt uses up the code.
   */
  secondFactor(token: string, path: string, body?: object): Promise<SecondFactor> {
    if (body === undefined) return this.http.get<SecondFactor>(path, token);
    return this.http.post<SecondFactor>(path, body, token, () => false);
  }

  /**
   * Opens the desk with the token of an earlier sign-in. Resolves with the first `welcome`. Rejects with a {@link
   * Refusal}, or with {@link ConnectionLost} when the desk is closed or opened again first.
   */
  open(token: string): Promise<void> {
    this.token = token;
    this.opening?.reject(new ConnectionLost());
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.connection.open();
    });
  }

  /**
   * Sends a message. Resolves when the server has stored it; until then the client keeps it and sends it again on every
   * new connection. To send it again after a reload, give the same `id`: it is stored once. Rejects with a {@link
   * Refusal} when the server refuses it for good.
   */
  send(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'send', id, conversationId, text });
  }

  /** Sends a quick reply; the server replaces its slugs. Kept and sent again like {@link send}. */
  sendQuickReply(conversationId: string, quickReplyId: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'send-quick-reply', id, conversationId, quickReplyId });
  }

  /** Adds an internal note, which customers never see. Kept and sent again like {@link send}. */
  addNote(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'note', id, conversationId, text });
  }

  /** Sets the agent's presence. It affects new conversations only. */
  setPresence(presence: Presence): Promise<Ack> {
    return this.ask({ type: 'set-presence', presence });
  }

  /** Ends the conversation for good: the customer cannot return to it. */
  end(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'end', conversationId });
  }

  /**
   * Closes the conversation's tab on the desk without ending the conversation, which may continue with another agent.
   */
  closeTab(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'close-tab', conversationId });
  }

  /** Gives the conversation back to the queue. */
  release(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'release', conversationId });
  }

  /** Transfers the conversation to another agent. */
  transfer(conversationId: string, toAgentId: string): Promise<Ack> {
    return this.ask({ type: 'transfer', conversationId, toAgentId });
  }

  /** Assigns a conversation from the queue to this agent. */
  pick(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'pick', conversationId });
  }

  /**
   * Accepts a conversation of `state.status.offers`. Rejects with the {@link Refusal} `offer-ended` when the time is over
   * or the conversation is no longer offered to this agent.
   */
  acceptOffer(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'accept', conversationId });
  }

  /** Declines an offered conversation, which then goes to another agent. Rejects like {@link acceptOffer}. */
  declineOffer(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'decline', conversationId });
  }

  /** Gives the customer more time to reconnect: in the open window, or in the next one. */
  extend(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'extend', conversationId });
  }

  /** Stops waiting for a disconnected customer, who then cannot reconnect. */
  giveUp(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'give-up', conversationId });
  }

  /** Corrects the name of the customer in this conversation; an empty text removes it. The customer is not told. */
  renameCustomer(conversationId: string, name: string): Promise<Ack> {
    return this.ask({ type: 'rename-customer', conversationId, name });
  }

  /**
   * Blocks the customer of the conversation: it ends, and the customer can't start another chat until the block ends. An
   * agent can block for at most 24 hours, a supervisor also without an end (`hours: null`). The customer is not told.
   * Rejects with the {@link Refusal} `unsupported` at an older gateway.
   */
  blockCustomer(conversationId: string, { hours, reason = '', address = false }: BlockOptions): Promise<Ack> {
    return this.ask({ type: 'block', conversationId, hours, reason, address });
  }

  /** Closes a conversation that is in wrap-up. */
  closeConversation(
    conversationId: string,
    chosen: { disposition?: string | null; tags?: string[] } = {},
  ): Promise<Ack> {
    return this.ask({ type: 'close-conversation', conversationId, ...chosen });
  }

  /**
   * True when the gateway sends changes of the queue as they happen. Release 0.1.0 sends the queue only in a `status`.
   */
  get isQueuePushed(): boolean {
    return this.state.welcome?.server?.features.includes('queue-pushed') === true;
  }

  /** Requests a new `status`. The gateway sends what other agents do only on request. */
  refresh(): Promise<Ack> {
    return this.ask({ type: 'status' });
  }

  /**
   * Reports to the agent's other devices, and to later desks, how far at most 100 conversations were read. Call it only
   * when {@link state} has `read`: older gateways do not know the request.
   */
  async read(conversations: readonly ReadState[]): Promise<void> {
    await this.ask({ type: 'read', conversations: [...conversations] });
    this.heard({ type: 'read', conversations: [...conversations] });
  }

  /** Reports that the agent is typing. Not repeated when there is no connection. */
  typing(conversationId: string): void {
    this.connection.send({ type: 'typing', requestId: newClientId(), conversationId });
  }

  /**
   * Signs out. With `confirm` live conversations go back to the queue; without it the request is refused while there
   * are any.
   */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    await this.ask({ type: 'sign-out', confirm });
    this.leave();
  }

  /**
   * Checks a live connection, and tries a lost one now. Call it when the page becomes visible or the network returns.
   */
  probe(): void {
    this.connection.probe();
  }

  /** Closes the connection without signing out. The agent keeps all conversations for the grace period. */
  leave(): void {
    this.connection.close();
  }

  private hello(): AgentRequest {
    const known = Object.fromEntries(
      [...this.state.conversations].map(([id, { transcript }]) => [id, lastSeq(transcript)]),
    );
    const timeline = this.state.welcome?.timeline;
    return {
      type: 'sign-in',
      requestId: newClientId(),
      token: this.token,
      known,
      ...(timeline === undefined ? {} : { timeline }),
      device: this.device,
    };
  }

  private heard(frame: AgentFrame): void {
    const before = this.state;
    this.state = evolveDesk(before, frame);
    switch (frame.type) {
      case 'welcome':
        this.clock.reset();
        this.clock.heard(frame.serverNow);
        this.events.emit('welcome', frame);
        break;
      case 'status':
        this.events.emit('status', frame);
        break;
      case 'read':
        this.events.emit('read', frame.conversations);
        break;
      case 'queue-changed':
        if (this.state.status) this.events.emit('status', this.state.status);
        break;
      case 'conversation':
        this.clock.heard(frame.conversation.serverNow);
        this.events.emit('conversation', frame.conversation);
        break;
      case 'entries':
        this.received(frame, before);
        break;
      case 'left':
        this.events.emit('left', { conversationId: frame.conversationId });
        break;
      case 'typing':
        this.events.emit('typing', { conversationId: frame.conversationId });
        break;
      case 'ack':
      case 'refused':
        if (!this.sends.answered(frame)) this.requests.answered(frame);
        break;
      case 'moving':
        break;
    }
  }

  private changed(status: ConnectionStatus): void {
    if (status.phase === 'live') {
      this.opening?.resolve();
      this.opening = undefined;
      this.sends.connected();
    } else {
      this.sends.disconnected();
      this.requests.disconnected();
    }
    if (status.phase === 'over' || status.phase === 'superseded') {
      const refusal = status.phase === 'over' ? status.refusal : null;
      this.opening?.reject(refusal ?? new ConnectionLost());
      this.opening = undefined;
    }
    this.events.emit('connection', status);
  }

  private received(frame: Extract<AgentFrame, { type: 'entries' }>, before: DeskState): void {
    const { conversationId, more } = frame;
    const transcript = this.conversation(conversationId)?.transcript;
    if (!transcript) return;
    const known = before.conversations.get(conversationId)?.transcript.entries.length ?? 0;
    const entries = transcript.entries.slice(known);
    if (entries.length > 0) this.events.emit('entries', { conversationId, entries });
    if (transcript.early.length === 0 || more) return;
    // Entries before the received ones are missing. Request them and all that follow.
    this.ask({ type: 'history', conversationId, afterSeq: lastSeq(transcript) }).catch(() => undefined);
  }

  private ask(request: DistributiveOmit<AgentRequest, 'requestId'>): Promise<Ack> {
    return this.requests.ask((requestId) => this.connection.send({ ...request, requestId }));
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
