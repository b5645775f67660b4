import type { Polled } from '@rejoin/contracts';
import { EventEmitter } from 'node:events';
import { closeCodes, type Wire } from './socket';

/** One answer carries so much, unless a single frame is longer. */
const maxAnswerBytes = 256 * 1024;
/** What a connection says that ended without a goodbye, as WebSockets call it. */
const brokenCode = 1006;

interface Waiting {
  readonly text: string;
  readonly bytes: number;
  readonly taken: () => void;
}

/**
 * A connection made of HTTP requests, for clients behind proxies that let no WebSocket through. The client keeps one
 * request open, the poll, which is answered as soon as there is a frame; other requests carry the client's frames.
 * Frames are numbered in both directions, so that a request which arrives twice is applied once, and an answer that
 * was lost is given again. To {@link Socket} it is a WebSocket: an empty answer is the ping, any request the pong.
 */
export class PolledWire extends EventEmitter implements Wire {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  /** Frames that the client has not acknowledged, from number `acknowledged + 1` on. */
  private waiting: Waiting[] = [];
  private acknowledged = 0;
  /** The number of the client's last frame that was read. */
  private read = 0;
  private paused = false;
  private closeCode: number | null = null;
  private poll: ((answer: Polled) => void) | undefined;
  private flushing = false;

  /** Takes frames of which the first has the number `first`; those that were read before are left out. */
  receive(first: number, frames: readonly string[]): void {
    this.emit('pong');
    for (const [index, text] of frames.entries()) {
      if (this.readyState !== this.OPEN || this.paused) return;
      const number = first + index;
      if (number <= this.read) continue;
      if (number > this.read + 1) {
        this.close(closeCodes.malformed);
        return;
      }
      this.read = number;
      const data = Buffer.from(text);
      this.emit('data', data);
      if (this.isReading) this.emit('message', data, false);
    }
  }

  /**
   * Resolves with the frames after number `after`, as soon as there is one or the connection has ended. `gone` is the
   * end of the request without an answer, by which a client that was closed is noticed at once.
   */
  answer(after: number, gone: (listener: () => void) => void): Promise<Polled> {
    this.emit('pong');
    this.acknowledge(after);
    // A poll that arrives twice, or a later one of a client that gave up the first: the newest is the one to answer.
    this.reply({ frames: [], close: null });
    return new Promise((resolve) => {
      const poll = resolve;
      this.poll = poll;
      gone(() => {
        if (this.poll === poll) this.terminate();
      });
      if (this.waiting.length > 0 || this.closeCode !== null) this.flush();
    });
  }

  send(text: string, taken: () => void): void {
    const bytes = Buffer.byteLength(text);
    this.waiting.push({ text, bytes, taken });
    this.bufferedAmount += bytes;
    if (this.flushing) return;
    this.flushing = true;
    // What is sent in one go travels in one answer.
    queueMicrotask(() => {
      this.flushing = false;
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
    this.waiting = [];
    this.bufferedAmount = 0;
    this.end(brokenCode);
    this.flush();
  }

  pause(): void {
    this.paused = true;
  }

  private get isReading(): boolean {
    return this.readyState === this.OPEN && !this.paused;
  }

  private end(code: number): void {
    this.closeCode ??= code;
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    queueMicrotask(() => this.emit('close', code));
  }

  private acknowledge(upTo: number): void {
    const taken = this.waiting.splice(0, Math.max(0, upTo - this.acknowledged));
    this.acknowledged += taken.length;
    for (const { bytes } of taken) this.bufferedAmount -= bytes;
    for (const one of taken) one.taken();
  }

  private flush(): void {
    if (!this.poll) return;
    const frames: string[] = [];
    let room = maxAnswerBytes;
    for (const { text, bytes } of this.waiting) {
      if (frames.length > 0 && bytes > room) break;
      frames.push(text);
      room -= bytes;
    }
    this.reply({ frames, close: frames.length < this.waiting.length ? null : this.closeCode });
  }

  private reply(answer: Polled): void {
    const { poll } = this;
    this.poll = undefined;
    poll?.(answer);
  }
}
