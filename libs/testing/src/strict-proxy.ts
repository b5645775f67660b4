import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/**
 * An HTTP proxy as in some company networks: it refuses WebSocket upgrades with the status `refusal`, or never answers them,
 * and forwards a response only when it is complete.
 */
export class StrictProxy {
  /** The status of the answer to an upgrade. Null means no answer. */
  refusal: number | null = 400;
  /** The number of upgrades that the proxy has blocked. */
  upgrades = 0;
  private readonly hanging = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => string,
  ) {
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => {
      this.pass(incoming, answer);
    });
    server.on('upgrade', (_request, raw: Duplex) => {
      this.upgrades++;
      raw.on('error', () => raw.destroy());
      if (this.refusal === null) this.hanging.add(raw);
      else raw.end(`HTTP/1.1 ${this.refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    });
  }

  /** Starts a proxy. `target` returns the base URL of the server behind it, for each request. */
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

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = incoming;
    const onward = request(this.target() + (incoming.url ?? ''), { method, headers }, (response) => {
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
    // When the client closes the connection, the proxy aborts the request to the server.
    answer.on('close', () => onward.destroy());
    incoming.on('error', () => onward.destroy());
    incoming.pipe(onward);
  }
}
