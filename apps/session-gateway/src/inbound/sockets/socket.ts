import {
  closeCodes,
  refusals,
  socketLimits,
  type AgentFrame,
  type CustomerFrame,
  type RefusalName,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { RawData } from 'ws';
import type { Connection } from '../../domain/session';
import { framesSent } from '../../outbound/figures.metrics';
import { Backpressure } from './backpressure';

/** Why a connection ended: as its client, its network or this gateway ended it. */
export type DisconnectReason =
  | 'left'
  | 'broken'
  | 'silent'
  | 'reads-too-slowly'
  | 'moving'
  | 'superseded'
  | 'denied'
  | 'malformed'
  | 'too-many'
  | 'too-large'
  | 'no-first-frame'
  | 'hung-up';

const reasonOfCode: Readonly<Record<number, DisconnectReason>> = {
  [closeCodes.normal]: 'left',
  [closeCodes.goingAway]: 'left',
  [closeCodes.noCode]: 'left',
  [closeCodes.malformed]: 'malformed',
  [closeCodes.denied]: 'denied',
  [closeCodes.superseded]: 'superseded',
  [closeCodes.tooMany]: 'too-many',
  [closeCodes.moving]: 'moving',
  [closeCodes.tooLarge]: 'too-large',
  [closeCodes.silent]: 'no-first-frame',
};

/** Returns the close code of a socket that was refused at its first frame. */
export function closeCodeOf(refused: RefusalName): number {
  if (refused === 'superseded') return closeCodes.superseded;
  return refused === 'too-many' ? closeCodes.tooMany : closeCodes.denied;
}

const pingAfterMs = socketLimits.pingSeconds.value * 1_000;
const pongWithinMs = socketLimits.pongSeconds.value * 1_000;
/** A client that does not answer a close frame is disconnected after this time. */
const closeWithinMs = 5_000;
/** A reader who takes no bytes for this long is disconnected, and resumes. */
const stuckAfterMs = socketLimits.stuckSeconds.value * 1_000;
/** The limit of one socket's unread bytes. Pages wait for the reader, so only other frames could reach it. */
const maxUnread = socketLimits.unreadBytes.value;

export type Frame = CustomerFrame | AgentFrame;
type RefusedFrame = Extract<CustomerFrame, { type: 'refused' }>;

/** The transport of a connection: a WebSocket, or HTTP requests where WebSockets are blocked. */
export interface Transport {
  readonly OPEN: number;
  readonly readyState: number;
  /** Bytes that were sent and that the other side has not taken yet. */
  readonly bufferedAmount: number;
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
  on(event: 'pong' | 'error', listener: () => void): unknown;
  once(event: 'message', listener: (data: RawData) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  send(text: string, onTaken: () => void): void;
  /** Asks the other side for a `pong`. */
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** Reads the messages of a connection. A binary message is read as an empty text. */
export interface MessageReader {
  read(text: string, bytes: number): void;
}

/** A stream that can collect writes. Connections over HTTP do not need this. */
export interface Corkable {
  cork?(): void;
  uncork?(): void;
}

/** A connection that sends frames, receives raw messages and checks that the other side is alive. */
export class Socket implements Connection {
  readonly id = newId();
  readonly backpressure = new Backpressure(this);
  private aliveAt = now();
  private pingedAt = 0;
  private authenticatedListener: (() => void) | undefined;
  /** Undefined once the connection is closed. */
  private closeListeners: readonly (() => void)[] | undefined = [];
  private lostAt: number | undefined;
  /** The time at which the reader last took bytes, or at which it began to have unread bytes. */
  private takenAt = 0;
  private endedBecause: DisconnectReason | undefined;

  constructor(
    private readonly transport: Transport,
    /** The transport's output. Frames that are sent within one turn of the event loop leave in one write. */
    private readonly output: Corkable,
    readonly incarnation: string,
    readonly origin: string | undefined,
    /** The address as rate limits count it. */
    readonly address: string,
  ) {
    transport.on('pong', () => this.recordAlive());
    transport.on('close', (code) => this.closed(code));
    // Every error is followed by a close. Without a listener, an 'error' event would end the process.
    transport.on('error', nothing);
  }

  get connection(): Connection {
    return { id: this.id, incarnation: this.incarnation };
  }

  get isOpen(): boolean {
    return this.transport.readyState === this.transport.OPEN;
  }

  get unreadBytes(): number {
    return this.isOpen ? this.transport.bufferedAmount : 0;
  }

  /**
   * Milliseconds since the connection was lost, or 0 while it is open. A closed connection is lost since its close.
   * One that missed a pong is lost since it was last known to be alive.
   */
  get lostForMs(): number {
    return this.lostAt === undefined ? 0 : now() - this.lostAt;
  }

  /** Meaningful once it is closed. */
  get disconnectReason(): DisconnectReason {
    return this.endedBecause ?? 'broken';
  }

  onMessage(reader: MessageReader): void {
    this.transport.on('message', (data: RawData, isBinary: boolean) => {
      this.recordAlive();
      const bytes = data as Buffer;
      reader.read(isBinary ? '' : bytes.toString('utf8'), bytes.length);
    });
  }

  /** The listener is called once, before other listeners get the message. */
  onFirstMessage(listener: (bytes: number) => void): void {
    this.transport.once('message', (data: RawData) => listener((data as Buffer).length));
  }

  /** The listener is called when the client has been identified. */
  onAuthenticated(listener: () => void): void {
    this.authenticatedListener = listener;
  }

  markAuthenticated(): void {
    this.authenticatedListener?.();
    this.authenticatedListener = undefined;
  }

  /** Calls the listener once: when the connection closes, or at once if it is closed. Returns a function that removes it. */
  onClose(listener: () => void): () => void {
    if (!this.closeListeners) {
      listener();
      return nothing;
    }
    // Copied, because V8 reserves room for sixteen more items in an array that grows by `push`, for each of many sockets.
    this.closeListeners = [...this.closeListeners, listener];
    return () => {
      this.closeListeners = this.closeListeners?.filter((other) => other !== listener);
    };
  }

  send(frame: Frame): void {
    if (!this.isOpen) return;
    if (this.transport.bufferedAmount === 0) this.takenAt = now();
    this.output.cork?.();
    process.nextTick(() => this.output.uncork?.());
    this.transport.send(JSON.stringify(frame), () => this.onTaken());
    framesSent.inc({ frame: frame.type });
    if (this.transport.bufferedAmount > maxUnread) this.end('reads-too-slowly');
  }

  refuse(
    name: RefusalName,
    requestId: string | null = null,
    redirectUrl: string | null = null,
    retryAfterSeconds: number | null = name === 'unavailable' || name === 'too-many' ? 1 : null,
    more: Pick<RefusedFrame, 'usedLinks' | 'errors'> = {},
  ): void {
    const message = refusals[name];
    this.send({ type: 'refused', requestId, name, message, retryAfterSeconds, redirectUrl, ...more });
  }

  close(code: number, reason: string): void {
    if (this.isOpen) this.endedBecause ??= reasonOfCode[code];
    this.transport.close(code, reason);
    const silent = setTimeout(() => this.transport.terminate(), closeWithinMs).unref();
    this.transport.once('close', () => clearTimeout(silent));
  }

  /** Ends the connection without a close frame, for a client that does not answer. */
  terminate(): void {
    this.end('hung-up');
  }

  private end(reason: DisconnectReason): void {
    if (this.isOpen) this.endedBecause ??= reason;
    this.transport.terminate();
  }

  /**
   * Must be called about once a second. Pings a connection that was silent, and terminates one that did not answer.
   */
  checkAlive(): void {
    const at = now();
    const isWaiting = this.transport.bufferedAmount > 0;
    // A ping waits behind unread bytes. A reader who takes those bytes is alive too.
    const pingSentAt = isWaiting ? Math.max(this.pingedAt, this.takenAt) : this.pingedAt;
    if (isWaiting && at - this.takenAt > stuckAfterMs) this.end('reads-too-slowly');
    else if (this.pingedAt > this.aliveAt && at - pingSentAt > pongWithinMs) this.terminateSilent();
    else if (this.pingedAt <= this.aliveAt && at - this.aliveAt > pingAfterMs) {
      this.pingedAt = at;
      this.transport.ping();
    }
  }

  private terminateSilent(): void {
    this.lostAt ??= this.aliveAt;
    this.end('silent');
  }

  private closed(code: number): void {
    this.lostAt ??= now();
    this.endedBecause ??= reasonOfCode[code] ?? 'broken';
    const listeners = this.closeListeners ?? [];
    this.closeListeners = undefined;
    for (const listener of listeners) listener();
    this.backpressure.onDrain();
  }

  private onTaken(): void {
    this.takenAt = now();
    this.backpressure.onDrain();
  }

  private recordAlive(): void {
    this.aliveAt = now();
  }
}

/** In whole ms: V8 keeps a small integer in the field itself, and a fraction as an object. */
function now(): number {
  return Math.round(performance.now());
}

/** One function for all sockets, because each would keep its own in memory. */
function nothing(): void {}
