import type { AgentFrame, AgentRequest, Entry, Snapshot } from '@rejoin/contracts';
import { socketPaths } from '@rejoin/contracts/plain';
import { Connection, type Patience } from './connection';
import type { ConnectionStatus, Speaker } from './connection-status';
import { DeskSends } from './desk-sends';
import { emptyDesk, evolveDesk, type DeskState, type DeskStatus, type ReadState } from './desk-state';
import { Emitter } from './emitter';
import type { Endpoints } from './endpoints';
import { newClientId, type Platform } from './platform';
import { ConnectionLost, type Refusal } from './refusal';
import { Requests, type Ack } from './requests';
import { ServerClock } from './server-clock';
import { lastSeq } from './transcript';

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

/** The connection of a desk: signs in on each new socket, applies the frames to the state, and emits what they change. */
export class DeskConnection implements Speaker<AgentRequest, AgentFrame> {
  state: DeskState = emptyDesk;
  readonly events = new Emitter<AgentEvents>();
  readonly clock: ServerClock;
  readonly sends: DeskSends;
  private readonly connection: Connection<AgentRequest, AgentFrame>;
  private readonly requests = new Requests();
  private token = '';
  private opening: { resolve(): void; reject(error: Error): void } | undefined;

  constructor(
    platform: Platform,
    endpoints: Endpoints,
    private readonly device: string,
    patience?: Partial<Patience>,
  ) {
    this.clock = new ServerClock(platform.now);
    this.connection = new Connection(platform, endpoints, socketPaths.desk, this, patience);
    this.sends = new DeskSends(this.connection, platform.random, (item, refusal) => {
      const text = 'text' in item ? item.text : null;
      this.events.emit('refused', { conversationId: item.conversationId, refusal, text });
    });
  }

  /** Connects with this token. Resolves with the first `welcome`. */
  open(token: string): Promise<void> {
    this.token = token;
    this.opening?.reject(new ConnectionLost());
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.connection.open();
    });
  }

  get status(): ConnectionStatus {
    return this.connection.status;
  }

  probe(): void {
    this.connection.probe();
  }

  close(): void {
    this.connection.close();
  }

  /** Sends a request whose answer does not matter. */
  send(request: AgentRequest): void {
    this.connection.send(request);
  }

  /** Sends a request that is not repeated. */
  ask(request: DistributiveOmit<AgentRequest, 'requestId'>): Promise<Ack> {
    return this.requests.ask((requestId) => this.connection.send({ ...request, requestId }));
  }

  hello(): AgentRequest {
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

  heard(frame: AgentFrame): void {
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

  changed(status: ConnectionStatus): void {
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
    const transcript = this.state.conversations.get(conversationId)?.transcript;
    if (!transcript) return;
    const known = before.conversations.get(conversationId)?.transcript.entries.length ?? 0;
    const entries = transcript.entries.slice(known);
    if (entries.length > 0) this.events.emit('entries', { conversationId, entries });
    if (transcript.early.length === 0 || more) return;
    // Entries before the received ones are missing. Request them and all that follow.
    this.ask({ type: 'history', conversationId, afterSeq: lastSeq(transcript) }).catch(() => undefined);
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
