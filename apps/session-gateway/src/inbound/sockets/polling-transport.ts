import type { Polled } from '@rejoin/contracts';
import { EventEmitter } from 'node:events';
import { closeCodes, type Transport } from './socket';

/** One answer carries so much, unless a single frame is longer. */
const maxAnswerBytes = 256 * 1024;
/** What a connection says that ended without a goodbye, as WebSockets call it. */
const brokenCode = 1006;

interface UnacknowledgedFrame {
  readonly text: string;
  readonly bytes: number;
  readonly onTaken: () => void;
}

/**
 * A connection made of HTTP requests, for clients behind proxies that let no WebSocket through. The client keeps one
 * request open, the poll, which is answered as soon as there is a frame; other requests carry the client's frames.
 * Frames are numbered in both directions, so that a request which arrives twice is applied once, and an answer that
 * was lost is given again. To {@link Socket} it is a WebSocket: an empty answer is the ping, any request the pong.
 */
export class PollingTransport extends EventEmitter implements Transport {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  /** Frames that the client has not acknowledged, from number `acknowledged + 1` on. */
  private unacknowledged: UnacknowledgedFrame[] = [];
  private acknowledgedUpTo = 0;
  /** The number of the client's last frame that was read. */
  private readUpTo = 0;
  private isPaused = false;
  private closeCode: number | null = null;
  private poll: ((answer: Polled) => void) | undefined;
  private isFlushing = false;

  /** Takes frames of which the first has the number `first`; those that were read before are left out. */
  receive(first: number, frames: readonly string[]): void {
    this.emit('pong');
    for (const [index, text] of frames.entries()) {
      if (this.readyState !== this.OPEN || this.isPaused) return;
      const number = first + index;
      if (number <= this.readUpTo) continue;
      if (number > this.readUpTo + 1) {
        this.close(closeCodes.malformed);
        return;
      }
      this.readUpTo = number;
      const data = Buffer.from(text);
      this.emit('data', data);
      if (this.isReading) this.emit('message', data, false);
    }
  }

  /**
   * Resolves with the frames after number `after`, as soon as there is one or the connection has ended. `gone` is the
   * end of the request without an answer, by which a client that was closed is noticed at once.
   */
  answer(after: number, onAbort: (listener: () => void) => void): Promise<Polled> {
    this.emit('pong');
    this.acknowledge(after);
    // A poll that arrives twice, or a later one of a client that gave up the first: the newest is the one to answer.
    this.reply({ frames: [], close: null });
    return new Promise((resolve) => {
      const poll = resolve;
      this.poll = poll;
      onAbort(() => {
        if (this.poll === poll) this.terminate();
      });
      if (this.unacknowledged.length > 0 || this.closeCode !== null) this.flush();
    });
  }

  send(text: string, onTaken: () => void): void {
    const bytes = Buffer.byteLength(text);
    this.unacknowledged.push({ text, bytes, onTaken });
    this.bufferedAmount += bytes;
    if (this.isFlushing) return;
    this.isFlushing = true;
    // What is sent in one go travels in one answer.
    queueMicrotask(() => {
      this.isFlushing = false;
      this.flush();
    });
  }

  ping(): void {
    this.reply({ frames: [], close: null });
  }

  /** The client reads what is still waiting, and the code, by its next poll. */
  close(code: number): void {
    this.end(code);
    this.flush();
  }

  terminate(): void {
    this.unacknowledged = [];
    this.bufferedAmount = 0;
    this.end(brokenCode);
    this.flush();
  }

  pause(): void {
    this.isPaused = true;
  }

  private get isReading(): boolean {
    return this.readyState === this.OPEN && !this.isPaused;
  }

  private end(code: number): void {
    this.closeCode ??= code;
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    queueMicrotask(() => this.emit('close', code));
  }

  private acknowledge(upTo: number): void {
    const frames = this.unacknowledged.splice(0, Math.max(0, upTo - this.acknowledgedUpTo));
    this.acknowledgedUpTo += frames.length;
    for (const { bytes } of frames) this.bufferedAmount -= bytes;
    for (const { onTaken } of frames) onTaken();
  }

  private flush(): void {
    if (!this.poll) return;
    const frames: string[] = [];
    let room = maxAnswerBytes;
    for (const { text, bytes } of this.unacknowledged) {
      if (frames.length > 0 && bytes > room) break;
      frames.push(text);
      room -= bytes;
    }
    this.reply({ frames, close: frames.length < this.unacknowledged.length ? null : this.closeCode });
  }

  private reply(answer: Polled): void {
    const { poll } = this;
    this.poll = undefined;
    poll?.(answer);
  }
}
