import type { Connected, Polled } from '@rejoin/contracts';
import { closeCodes } from '@rejoin/contracts/plain';
import { toJson } from './json';
import type { Platform, Socket } from './platform';

const askWithinMs = 8_000;
/** The gateway answers a poll after 16 s at most, also when there are no frames. */
const pollWithinMs = 30_000;
/** How many times a request is repeated that a balancer sent to another gateway than the one with the connection. */
const maxOtherGateways = 20;
/** Characters of frames in one request. A gateway reads at most 256 KiB of a body. */
const maxBatch = 65_536;

/**
 * A connection to a gateway by HTTP requests, for networks that let no WebSocket through. It has the interface of a
 * WebSocket. One request is always open, and the gateway answers it as soon as there are frames; further requests carry
 * what is sent, one at a time. Every answer is complete, so proxies may buffer it. A failed request ends the
 * connection.
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

  /** `url`: the URL of the WebSocket that it replaces. */
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

  /** Also sends the goodbye when the page is being left. */
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
    else this.closed(closeCodes.broken);
    for (let after = 0; !this.isOver;) {
      after += this.heard(await this.ask<Polled>('poll', { after }, pollWithinMs));
    }
  }

  /** Returns the number of frames. */
  private heard(polled: Polled | undefined): number {
    if (this.isOver) return 0;
    for (const data of polled?.frames ?? []) this.onmessage?.({ data });
    if (!polled) this.closed(closeCodes.broken);
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
      if (!(await this.ask('send', { first, frames }))) this.closed(closeCodes.broken);
    }
    this.isSending = false;
  }

  /** Undefined when there was no valid answer in time. */
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
      // There is no network, or no answer in time.
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
      // A browser sends no preflight request for plain text.
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

  /** Returns false when it had ended before. */
  private end(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    // A connection that is being opened is closed with its name, as soon as that is known.
    if (this.connection !== undefined) for (const request of this.requests) request.abort();
    return true;
  }
}

function batchOf(waiting: readonly string[]): string[] {
  let room = maxBatch;
  const count = waiting.findIndex((text, index) => (room -= text.length) < 0 && index > 0);
  return waiting.slice(0, count < 0 ? 50 : Math.min(count, 50));
}
