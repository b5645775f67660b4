import type {
  Account,
  AgentFrame,
  AgentRequest,
  Entry,
  Presence,
  SecondFactor,
  Snapshot,
} from '@rejoin/contracts';
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
import { HttpDoor } from './http-door';
import type { Stored } from './outgoing';
import { newClientId, platformOf, type Platform, type PlatformOptions } from './platform';
import { LineLost, Refusal } from './refusal';
import { Requests, type Ack } from './requests';
import { ServerClock } from './server-clock';
import { lastSeq } from './transcript';

export interface AgentOptions extends PlatformOptions {
  endpoints: readonly string[];
  patience?: Partial<Patience>;
  /** Chance that the device keeps: its further desks are then not told as another device. Usually its own. */
  device?: string;
}

export interface SignedIn {
  token: string;
  expiresAt: string;
  account: Account;
  /** To be kept on this device, per login, and given with its next sign-in. Absent from older gateways. */
  deviceToken?: string;
}

export interface Credentials {
  login: string;
  password: string;
  /** What an earlier sign-in gave this device: wrong passwords from elsewhere do not lock it out. */
  deviceToken?: string | undefined;
  /** Of an authenticator app, or a recovery code: after a `code-required`. */
  code?: string | undefined;
}

export interface AgentEvents {
  connection: ConnectionStatus;
  welcome: Extract<AgentFrame, { type: 'welcome' }>;
  status: DeskStatus;
  /** The agent has read something, here or on another device: see the state. */
  read: readonly ReadState[];
  conversation: Snapshot;
  /** New lines of a transcript: in order, each once. */
  entries: { conversationId: string; entries: readonly Entry[] };
  /** The conversation is no longer this agent's. */
  left: { conversationId: string };
  typing: { conversationId: string };
  /** A message was refused for good. */
  refused: { conversationId: string; refusal: Refusal; text: string | null };
}

/**
 * An agent's desk: its conversations with their transcripts, kept true through lost lines. Every action
 * resolves when the server has done it and rejects with a {@link Refusal}, or with {@link LineLost} when the
 * line broke before the answer; messages alone are kept and sent again.
 */
export class AgentClient {
  state: DeskState = emptyDesk;
  readonly clock: ServerClock;
  private readonly events = new Emitter<AgentEvents>();
  private readonly platform: Platform;
  private readonly http: HttpDoor;
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
    this.http = new HttpDoor(this.platform, endpoints);
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
    this.connection = new Connection(this.platform, endpoints, '/v1/desk', speaker, options.patience);
    this.sends = new DeskSends(this.connection, this.platform.random, (item, refusal) => {
      const text = 'text' in item ? item.text : null;
      this.events.emit('refused', { conversationId: item.conversationId, refusal, text });
    });
  }

  /** Returns the function that ends the subscription. */
  on<Name extends keyof AgentEvents>(name: Name, listener: (event: AgentEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  get connectionStatus(): ConnectionStatus {
    return this.connection.status;
  }

  conversation(conversationId: string): DeskConversation | undefined {
    return this.state.conversations.get(conversationId);
  }

  /** Seconds that the customer of a conversation has left to come back; null while no window runs. */
  secondsLeft(conversationId: string): number | null {
    return this.clock.secondsLeft(this.conversation(conversationId)?.snapshot);
  }

  /** Signs in with a login and opens the desk. The token also opens it again, until it expires. */
  async signIn(credentials: Credentials): Promise<SignedIn> {
    const signedIn = await this.authenticate(credentials);
    await this.open(signedIn.token);
    return signedIn;
  }

  /**
   * A token for a login, without opening the desk: an account need not be an agent's. Too many attempts reject at
   * once, with `retryAfterSeconds`: more of them, made silently, would only count as further failures.
   */
  authenticate(credentials: Credentials): Promise<SignedIn> {
    const passes = (name: string) => name === 'unavailable';
    return this.http.post<SignedIn>('/v1/sign-in', credentials, undefined, passes);
  }

  /**
   * A fresh token for the sign-in of this one, of an account that is in use; a sign-in that is never renewed ends
   * when it has been idle. It never ends later than its password allows.
   */
  renew(token: string): Promise<SignedIn> {
    return this.http.post<SignedIn>('/v1/sign-in/renew', {}, token);
  }

  /** Ends the sign-in of this token at every gateway. Those on other devices stay. */
  async endSignIn(token: string): Promise<void> {
    await this.http.post('/v1/sign-out', {}, token);
  }

  /**
   * Changes the password of whose token this is: `sign-in-failed` when `current` is not right. All their sign-ins
   * end with it; go on with the one that it gives. Not tried twice: {@link LineLost} when no answer came.
   */
  async changePassword(token: string, change: { current: string; next: string }): Promise<SignedIn> {
    try {
      return await this.http.post<SignedIn>('/v1/me/password', change, token, () => false);
    } catch (error) {
      throw error instanceof Refusal && error.name === 'unavailable' ? new LineLost() : error;
    }
  }

  /**
   * The second factor of whose token this is: reads it, or posts a body to one of the paths below
   * `/v1/me/second-factor`. Not tried twice, since a code is used up by the first try.
   */
  secondFactor(token: string, path: string, body?: object): Promise<SecondFactor> {
    if (body === undefined) return this.http.get<SecondFactor>(path, token);
    return this.http.post<SecondFactor>(path, body, token, () => false);
  }

  /** Opens the desk with a token from an earlier sign-in. Resolves with the first `welcome`. */
  open(token: string): Promise<void> {
    this.token = token;
    this.opening?.reject(new LineLost());
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.connection.open();
    });
  }

  /**
   * Resolves when the server has stored it. Until then it is kept, and goes out again on every new line. Who
   * keeps it through a reload too gives it the same id again, and it is stored once.
   */
  send(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'send', id, conversationId, text });
  }

  /** A prepared message; its slugs are replaced by the server. */
  sendQuickReply(conversationId: string, quickReplyId: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'send-quick-reply', id, conversationId, quickReplyId });
  }

  /** A note for the support side, kept and sent again like a message. No customer sees it. */
  addNote(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.sends.add({ type: 'note', id, conversationId, text });
  }

  setPresence(presence: Presence): Promise<Ack> {
    return this.ask({ type: 'set-presence', presence });
  }

  /** Ends the conversation: the customer cannot return to it. */
  end(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'end', conversationId });
  }

  /** Leaves without ending: the conversation goes on, perhaps with another agent. */
  closeTab(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'close-tab', conversationId });
  }

  release(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'release', conversationId });
  }

  transfer(conversationId: string, toAgentId: string): Promise<Ack> {
    return this.ask({ type: 'transfer', conversationId, toAgentId });
  }

  pick(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'pick', conversationId });
  }

  /** More time for the customer: in the window that runs, or in the next one. */
  extend(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'extend', conversationId });
  }

  giveUp(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'give-up', conversationId });
  }

  closeConversation(conversationId: string): Promise<Ack> {
    return this.ask({ type: 'close-conversation', conversationId });
  }

  /** Whether the gateway tells by itself who waits; release 0.1.0 does it only in a `status`. */
  get isQueuePushed(): boolean {
    return this.state.welcome?.server?.features.includes('queue-pushed') === true;
  }

  /** Asks for a new `status`: what colleagues do is told only on request. */
  refresh(): Promise<Ack> {
    return this.ask({ type: 'status' });
  }

  /**
   * Tells the agent's other devices, and later desks, what was read: at most 100 conversations at once. Only where the
   * state has `read`; older gateways do not know the request.
   */
  async read(conversations: readonly ReadState[]): Promise<void> {
    await this.ask({ type: 'read', conversations: [...conversations] });
    this.heard({ type: 'read', conversations: [...conversations] });
  }

  typing(conversationId: string): void {
    this.connection.send({ type: 'typing', requestId: newClientId(), conversationId });
  }

  /** `confirm`: live conversations go back to the queue. Without, it is refused while there are any. */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    await this.ask({ type: 'sign-out', confirm });
    this.leave();
  }

  probe(): void {
    this.connection.probe();
  }

  /** Leaves the line without signing out: within the agent's grace everything is as before. */
  leave(): void {
    this.connection.close();
  }

  private hello(): AgentRequest {
    const known = Object.fromEntries(
      [...this.state.conversations].map(([id, { transcript }]) => [id, lastSeq(transcript)]),
    );
    return { type: 'sign-in', requestId: newClientId(), token: this.token, known, device: this.device };
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
      this.sends.lineUp();
    } else {
      this.sends.lineDown();
      this.requests.lineDown();
    }
    if (status.phase === 'over' || status.phase === 'superseded') {
      const refusal = status.phase === 'over' ? status.refusal : null;
      this.opening?.reject(refusal ?? new LineLost());
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
    // Something is missing before what came: it is asked for, and all that follows with it.
    this.ask({ type: 'history', conversationId, afterSeq: lastSeq(transcript) }).catch(() => undefined);
  }

  private ask(request: DistributiveOmit<AgentRequest, 'requestId'>): Promise<Ack> {
    return this.requests.ask((requestId) => this.connection.send({ ...request, requestId }));
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
