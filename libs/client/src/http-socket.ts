import type { Connected, Polled } from '@rejoin/contracts';
import { toJson } from './json';
import type { Platform, Socket } from './platform';

const askWithinMs = 8_000;
/** The gateway answers a poll after 16 s at most, also when there is nothing to tell. */
const pollWithinMs = 30_000;
/** How often a request is repeated that a balancer gave to another gateway than the one which opened the connection. */
const maxOtherGateways = 20;
/** Characters of frames in one request; a gateway reads at most 256 KiB of a body. */
const maxBatch = 65_536;
const brokenCode = 1006;

/**
 * A connection to a gateway by HTTP requests, where no WebSocket gets through: to its user it is one. A request is open
 * at any time, which the gateway answers as soon as there is something; others carry what is sent, one at a time. Every
 * answer is complete, so proxies may keep it until its end. A request that fails ends the connection, as a broken
 * line ends a WebSocket.
 */
export class HttpSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  private connection: string | undefined;
  private waiting: string[] = [];
  private sent = 0;
  private isSending = false;
  private isOver = false;
  private readonly requests = new Set<AbortController>();

  /** `url`: as of the WebSocket that it stands for. */
  constructor(
    private readonly platform: Platform,
    private readonly url: string,
  ) {
    void this.run();
  }

  send(text: string): void {
    this.waiting.push(text);
    void this.flush();
  }

  /** The page may be going away: the goodbye is sent all the same. */
  close(): void {
    if (this.end()) this.sayGoodbye();
  }

  terminate(): void {
    this.end();
  }

  private async run(): Promise<void> {
    const opened = await this.ask<Connected>('open', {});
    this.connection = opened?.connection;
    if (this.isOver) this.sayGoodbye();
    else if (opened) this.onopen?.({});
    else this.closed(brokenCode);
    for (let after = 0; !this.isOver;) {
      after += this.heard(await this.ask<Polled>('poll', { after }, pollWithinMs));
    }
  }

  /** Gives how many frames there were. */
  private heard(polled: Polled | undefined): number {
    if (this.isOver) return 0;
    for (const data of polled?.frames ?? []) this.onmessage?.({ data });
    if (!polled) this.closed(brokenCode);
    else if (polled.close !== null) this.closed(polled.close);
    return polled?.frames.length ?? 0;
  }

  private async flush(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    while (this.waiting.length > 0 && !this.isOver) {
      const frames = batchOf(this.waiting);
      const first = this.sent + 1;
      this.sent += frames.length;
      this.waiting = this.waiting.slice(frames.length);
      if (!(await this.ask('send', { first, frames }))) this.closed(brokenCode);
    }
    this.isSending = false;
  }

  /** Undefined when there was no good answer in time. */
  private async ask<Answer>(verb: string, body: object, withinMs = askWithinMs): Promise<Answer | undefined> {
    const abort = new AbortController();
    this.requests.add(abort);
    const late = setTimeout(() => {
      abort.abort();
    }, withinMs);
    try {
      for (let attempt = 0; attempt < maxOtherGateways; attempt++) {
        const response = await this.post(verb, body, { signal: abort.signal });
        if (response.ok) return (await response.json()) as Answer;
        if (response.status !== 421) return undefined;
        const pauseMs = 20 * attempt * this.platform.random();
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    } catch {
      // No network, or not in time.
    } finally {
      clearTimeout(late);
      this.requests.delete(abort);
    }
    return undefined;
  }

  private post(verb: string, body: object, more: { signal?: AbortSignal; keepalive?: boolean }) {
    return this.platform.fetch(`${this.url.replace(/^ws/, 'http')}/${verb}`, {
      method: 'POST',
      body: toJson({ connection: this.connection, ...body }),
      // Of plain text a browser asks nobody for leave first.
      headers: { 'Content-Type': 'text/plain' },
      ...more,
    });
  }

  private sayGoodbye(): void {
    if (this.connection !== undefined) this.post('close', {}, { keepalive: true }).catch(() => undefined);
  }

  private closed(code: number): void {
    if (this.end()) this.onclose?.({ code });
  }

  /** False when it had ended before. */
  private end(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    // A connection that is being opened is left by its name, as soon as that is known.
    if (this.connection !== undefined) for (const request of this.requests) request.abort();
    return true;
  }
}

function batchOf(waiting: readonly string[]): string[] {
  let room = maxBatch;
  const count = waiting.findIndex((text, index) => (room -= text.length) < 0 && index > 0);
  return waiting.slice(0, count < 0 ? 50 : Math.min(count, 50));
}
