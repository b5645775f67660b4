import type {
  CustomerFrame,
  CustomerRequest,
  Entry,
  QueueFrame,
  RefusalName,
  Snapshot,
} from '@rejoin/contracts';
import { socketPaths } from '@rejoin/contracts/plain';
import { evolveChat, type ChatState } from './chat-state';
import { Connection, usualPatience, type Patience } from './connection';
import type { ConnectionStatus, Speaker } from './connection-status';
import type { Emitter } from './emitter';
import type { Endpoints } from './endpoints';
import { Outgoing, type Stored } from './outgoing';
import { newClientId, type Platform } from './platform';
import { ConnectionLost, isTooLate, Refusal } from './refusal';
import { Requests, type Ack } from './requests';
import { ServerClock } from './server-clock';
import { textsOf, type ChatItem, type Session, type SessionStore } from './session-store';
import { lastSeq } from './transcript';

/** The events of {@link ChatClient.on}. */
export interface ChatEvents {
  /** New entries of the transcript, in order, each once. */
  entries: readonly Entry[];
  /** The conversation has changed. */
  conversation: Snapshot;
  /** The state of the connection has changed. */
  connection: ConnectionStatus;
  /**
   * This browser is back in its conversation and has everything that it missed. `missed` is the number of messages to
   * the customer among it.
   */
  reconnected: { conversationId: string; epoch: number; missed: number };
  /** The customer can no longer return. `unsent` is kept, and can be offered in the next conversation. */
  'too-late': { name: RefusalName; redirectUrl: string | null; unsent: readonly string[] };
  /** The customer's place in the queue has changed; see {@link ChatClient.queue}. */
  queue: QueueFrame | null;
  /** The sender is typing. */
  typing: { sender: 'customer' | 'agent' | 'supervisor' | 'system' };
  /** The server refused a message for good. It is not sent again. */
  refused: { id: string; refusal: Refusal; text: string };
  /** The messages that the server has not acknowledged, in order. */
  outgoing: readonly ChatItem[];
}

/** The page on which a customer is. */
export interface CustomerPage {
  /** The address, of at most 2,000 characters. The service masks what looks like a secret. */
  page: string;
  /** At most 500 characters. */
  title?: string;
}

/** The result of a start or a return. */
export interface Started {
  conversationId: string;
  /** False when the conversation existed already. */
  created: boolean;
}

export interface ChatSurroundings {
  readonly platform: Platform;
  readonly endpoints: Endpoints;
  readonly store: SessionStore;
  readonly events: Emitter<ChatEvents>;
  readonly widgetId: string;
  readonly patience: Partial<Patience>;
  token(): Promise<string | undefined>;
  /** See {@link Speaker.unreached}. */
  unreached(): void;
}

/**
 * One claim to one conversation with its connection, from the first frame until it is ended, too late or superseded.
 */
export class ChatSession implements Speaker<CustomerRequest, CustomerFrame> {
  readonly clock: ServerClock;
  opened!: Promise<Started>;
  private settleOpened!: { resolve(started: Started): void; reject(error: Error): void };
  private readonly connection: Connection<CustomerRequest, CustomerFrame>;
  private readonly requests = new Requests();
  private readonly outgoing: Outgoing<ChatItem>;
  /** The page was left while the chat went on. */
  isLeft = false;
  private created = false;
  private catchUp: { from: number; to: number } | undefined;
  private gap: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly around: ChatSurroundings,
    private session: Session,
    public state: ChatState,
  ) {
    const { platform, endpoints, store, patience } = around;
    this.clock = new ServerClock(platform.now);
    this.connection = new Connection(platform, endpoints, socketPaths.chat, this, patience);
    this.outgoing = new Outgoing<ChatItem>({
      transmit: (item) => this.connection.send(requestOf(item)),
      stuck: () => {
        this.connection.replace();
      },
      done: (item, refusal) => {
        this.done(item, refusal);
      },
      random: platform.random,
    });
    this.outgoing.adopt(store.read().unsent);
  }

  get items(): readonly ChatItem[] {
    return this.outgoing.items;
  }

  /**
   * Seconds until it is too late to reconnect: of the open window or, while the connection is lost, an estimate of the
   * window that must have opened. Null while there is no agent to return to.
   */
  get secondsLeft(): number | null {
    const { conversation } = this.state;
    if (conversation?.window) return this.clock.secondsLeft(conversation);
    if (!conversation?.agent || conversation.ended || this.status.phase === 'live') return null;
    return Math.max(0, conversation.ahead.nextLimitSeconds - this.connection.unprovenSeconds);
  }

  /**
   * Takes over what another tab of this browser left unsent. A message that both tabs send is stored once, by its id.
   */
  adopt(): void {
    if (this.takeOver() && this.status.phase === 'live') this.outgoing.connected();
  }

  /** Connects, also again after {@link leave}. Promises of unsent messages stay pending until they are sent. */
  begin(): Promise<Started> {
    this.opened = new Promise((resolve, reject) => (this.settleOpened = { resolve, reject }));
    this.opened.catch(() => undefined);
    this.isLeft = false;
    this.connection.open();
    return this.opened;
  }

  isOf(session: Session): boolean {
    return session.secret === this.session.secret;
  }

  get status(): ConnectionStatus {
    return this.connection.status;
  }

  get isOver(): boolean {
    return this.status.phase === 'over' || this.status.phase === 'superseded';
  }

  send(item: ChatItem): Promise<Stored> {
    this.around.store.queued(this.session.secret, item);
    const answer = this.outgoing.add(item);
    this.around.events.emit('outgoing', this.outgoing.items);
    return answer;
  }

  ask(request: (requestId: string) => CustomerRequest): Promise<Ack> {
    return this.requests.ask((requestId) => this.connection.send(request(requestId)));
  }

  /** Sends a request whose answer does not matter. */
  tell(request: { type: 'typing' } | ({ type: 'page' } & CustomerPage)): void {
    this.connection.send({ ...request, requestId: newClientId() });
  }

  probe(anew?: boolean): void {
    this.connection.probe(anew);
  }

  /** Closes the connection. The conversation does not end and can be resumed. */
  leave(): void {
    if (this.isOver) return;
    this.isLeft = true;
    this.connection.close();
  }

  unreached(): void {
    this.around.unreached();
  }

  async hello(): Promise<CustomerRequest> {
    const { secret, conversationId, start } = this.session;
    const requestId = newClientId();
    if (conversationId !== null) {
      const { transcript, timeline } = this.state;
      const known = { afterSeq: lastSeq(transcript), ...(timeline === undefined ? {} : { timeline }) };
      return { type: 'resume', requestId, conversationId, secret, ...known };
    }
    const token = await this.around.token();
    const { widgetId, store } = this.around;
    const { browser } = store.read();
    return {
      type: 'start',
      requestId,
      widgetId,
      secret,
      ...(browser && { browser }),
      ...start,
      ...(token === undefined ? {} : { token }),
    };
  }

  heard(frame: CustomerFrame): void {
    const before = this.state;
    this.state = evolveChat(before, frame);
    switch (frame.type) {
      case 'resumed':
        this.resumed(frame, before);
        break;
      case 'entries':
        this.received(before);
        break;
      case 'conversation':
        this.clock.heard(frame.conversation.serverNow);
        if (this.state !== before) this.around.events.emit('conversation', frame.conversation);
        this.endWithConversation();
        break;
      case 'queue':
        this.around.events.emit('queue', this.state.queue);
        break;
      case 'typing':
        this.around.events.emit('typing', { sender: frame.sender });
        break;
      case 'ack':
      case 'refused':
        if (!this.outgoing.answered(frame)) this.requests.answered(frame);
        break;
      case 'moving':
        break;
    }
  }

  changed(status: ConnectionStatus): void {
    this.around.events.emit('connection', status);
    if (status.phase === 'live') {
      const conversationId = this.state.conversationId;
      if (conversationId !== null) this.settleOpened.resolve({ conversationId, created: this.created });
      this.caughtUp();
      this.takeOver();
      this.outgoing.connected();
      return;
    }
    clearTimeout(this.gap);
    this.outgoing.disconnected();
    this.requests.disconnected();
    if (status.phase === 'superseded') {
      this.giveUp(new Refusal('superseded', 'This chat has moved.'));
    } else if (status.phase === 'over') {
      this.settleOpened.reject(status.refusal ?? new ConnectionLost());
      if (status.refusal) this.refusedForGood(status.refusal);
    }
  }

  private takeOver(): boolean {
    const { session, unsent } = this.around.store.read();
    if (this.isOver || session?.secret !== this.session.secret) return false;
    const before = this.items.length;
    this.outgoing.adopt(unsent);
    if (this.items.length === before) return false;
    this.around.events.emit('outgoing', this.items);
    return true;
  }

  private resumed(frame: Extract<CustomerFrame, { type: 'resumed' }>, before: ChatState): void {
    const { store } = this.around;
    this.created ||= frame.created;
    this.session = { ...this.session, conversationId: frame.conversationId };
    store.named(this.session.secret, frame.conversationId);
    this.clock.reset();
    this.clock.heard(frame.serverNow);
    // A restored server may have fewer entries than this browser had.
    store.limited(this.session.secret, frame.toSeq);
    const seen = Math.max(lastSeq(before.transcript), store.read().lastSeq);
    this.catchUp = { from: Math.min(seen, frame.toSeq), to: frame.toSeq };
    // The server has another history than this page. Resume again to receive all of it.
    if (frame.fromSeq > lastSeq(this.state.transcript) + 1) queueMicrotask(() => this.connection.replace());
  }

  private received(before: ChatState): void {
    const fresh = this.state.transcript.entries.slice(before.transcript.entries.length);
    this.watchForGap();
    if (fresh.length === 0) return;
    this.around.store.reached(this.session.secret, lastSeq(this.state.transcript));
    this.around.events.emit('entries', fresh);
    for (const { sender, clientId, seq, at } of fresh) {
      if (sender === 'customer' && clientId !== null) this.outgoing.seen(clientId, { seq, at });
    }
    this.caughtUp();
    this.endWithConversation();
  }

  /** Emits `reconnected` once per return, when nothing is missing any more. */
  private caughtUp(): void {
    const { catchUp, state } = this;
    if (!catchUp || this.status.phase !== 'live' || lastSeq(state.transcript) < catchUp.to) return;
    this.catchUp = undefined;
    if (this.created && catchUp.from === 0) return;
    const { conversationId, epoch } = state;
    if (conversationId === null) return;
    const missed = state.transcript.entries.filter(
      ({ seq, kind, sender }) => seq > catchUp.from && kind === 'message' && sender !== 'customer',
    ).length;
    this.around.events.emit('reconnected', { conversationId, epoch, missed });
  }

  private watchForGap(): void {
    clearTimeout(this.gap);
    if (this.state.transcript.early.length === 0) return;
    this.gap = setTimeout(() => {
      this.connection.replace();
    }, this.around.patience.gapMs ?? usualPatience.gapMs);
  }

  /** Closes the connection of an ended conversation when its last entry has been received. */
  private endWithConversation(): void {
    const { conversation, transcript } = this.state;
    if (!conversation?.ended || lastSeq(transcript) < conversation.lastSeq || this.isOver) return;
    this.end();
  }

  private done(item: ChatItem, refusal: Refusal | null): void {
    const { store, events } = this.around;
    store.settled(this.session.secret, item.id);
    events.emit('outgoing', this.outgoing.items);
    if (item.kind === 'close') {
      if (!refusal || isTooLate(refusal.name)) queueMicrotask(() => this.end());
    } else if (refusal) {
      if (isTooLate(refusal.name) || refusal.name === 'superseded') store.keepDraft(item.text);
      events.emit('refused', { id: item.id, refusal, text: item.text });
    }
  }

  private end(): void {
    if (!this.isOver) this.connection.close();
    this.giveUp(new Refusal('conversation-ended', 'This chat has ended.'));
  }

  private refusedForGood(refusal: Refusal): void {
    const { conversationId } = this.session;
    const wasClosing = this.outgoing.items.some(({ kind }) => kind === 'close');
    const isGone = isTooLate(refusal.name) || refusal.name === 'denied';
    if (conversationId !== null && !isGone) return;
    this.giveUp(refusal);
    if (conversationId === null || wasClosing) return;
    const { name, redirectUrl } = refusal;
    this.around.events.emit('too-late', { name, redirectUrl, unsent: this.around.store.read().drafts });
  }

  /** The claim is no longer valid. It is removed from the storage, and what was not sent is kept as drafts. */
  private giveUp(refusal: Refusal): void {
    const { store, events } = this.around;
    store.forget(this.session.secret);
    this.settleOpened.reject(refusal);
    if (textsOf(this.outgoing.abandon(refusal)).length > 0) events.emit('outgoing', []);
  }
}

function requestOf(item: ChatItem): CustomerRequest {
  return item.kind === 'message'
    ? { type: 'send', requestId: item.id, text: item.text }
    : { type: 'close', requestId: item.id };
}
