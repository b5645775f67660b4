import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/**
 * An HTTP proxy such as some offices have: it answers the upgrade to a WebSocket with `refusal`, or lets it hang, and
 * passes a response on only when it has the whole of it.
 */
export class StrictProxy {
  /** The status of its answer to an upgrade; null: none. */
  refusal: number | null = 400;
  /** How many upgrades it has kept from its target. */
  upgrades = 0;
  private readonly hanging = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => string,
  ) {
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
      this.pass(asked, answer);
    });
    server.on('upgrade', (_request, raw: Duplex) => {
      this.upgrades++;
      raw.on('error', () => raw.destroy());
      if (this.refusal === null) this.hanging.add(raw);
      else raw.end(`HTTP/1.1 ${this.refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    });
  }

  /** `target`: the base URL of the server behind it, asked for each request. */
  static async before(target: () => string): Promise<StrictProxy> {
    const server = createServer();
    const proxy = new StrictProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const raw of this.hanging) raw.destroy();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = asked;
    const onward = request(this.target() + (asked.url ?? ''), { method, headers }, (response) => {
      void buffer(response).then(
        (whole) => {
          const { 'transfer-encoding': _, ...kept } = response.headers;
          answer.writeHead(response.statusCode ?? 502, { ...kept, 'content-length': whole.length });
          answer.end(whole);
        },
        () => answer.destroy(),
      );
    });
    onward.on('error', () => answer.destroy());
    // Who does not wait for the answer any more is not asked for by the proxy either.
    answer.on('close', () => onward.destroy());
    asked.on('error', () => onward.destroy());
    asked.pipe(onward);
  }
}
