import { closeCodes, type Polled } from '@rejoin/contracts';
import { EventEmitter } from 'node:events';
import type { Transport } from './socket';

/** An answer contains at most this many bytes, unless a single frame is longer. */
const maxAnswerBytes = 256 * 1024;

interface UnacknowledgedFrame {
  readonly text: string;
  readonly bytes: number;
  readonly onTaken: () => void;
}

/**
 * A connection made of HTTP requests, for clients whose proxies block WebSockets. The client keeps one request open,
 * the poll, which is answered as soon as there is a frame. Other requests contain the client's frames. Frames are
 * numbered in both directions, so a request that arrives twice is applied once, and a lost answer is sent again.
 * {@link Socket} uses it like a WebSocket: an empty answer is the ping, and every request is the pong.
 */
export class PollingTransport extends EventEmitter implements Transport {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  /** Frames that the client has not acknowledged, from number `acknowledgedUpTo + 1` on. */
  private unacknowledged: UnacknowledgedFrame[] = [];
  private acknowledgedUpTo = 0;
  /** The number of the client's last frame that was read. */
  private readUpTo = 0;
  private isPaused = false;
  private closeCode: number | null = null;
  private poll: ((answer: Polled) => void) | undefined;
  private isFlushing = false;

  /** Handles frames, of which the first has the number `first`. Frames that were read before are skipped. */
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
   * Resolves with the frames after number `after`, as soon as there is one or the connection has ended. `onAbort`
   * registers a listener for a poll that the client aborted, which means that the client is gone.
   */
  answer(after: number, onAbort: (listener: () => void) => void): Promise<Polled> {
    this.emit('pong');
    this.acknowledge(after);
    // A poll can arrive twice, or replace one that the client gave up. Only the newest poll waits for frames.
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
    // Frames that are sent in the same task share one answer.
    queueMicrotask(() => {
      this.isFlushing = false;
      this.flush();
    });
  }

  ping(): void {
    this.reply({ frames: [], close: null });
  }

  /** The next poll gets the remaining frames and the close code. */
  close(code: number): void {
    this.end(code);
    this.flush();
  }

  terminate(): void {
    this.unacknowledged = [];
    this.bufferedAmount = 0;
    this.end(closeCodes.broken);
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
