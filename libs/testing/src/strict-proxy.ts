import { createHash } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** What the proxy does with an upgrade: it passes it on, closes the connection, or accepts it and passes no frames. */
type Upgrade = 'pass' | 'drop' | 'mute';

/**
 * An HTTP proxy as in some company networks: it refuses WebSocket upgrades with the status `refusal`, or never answers them,
 * and forwards a response only when it is complete.
 */
export class StrictProxy {
  /** The status of the answer to an upgrade, or what is done with it. Null means no answer. */
  refusal: number | Upgrade | null = 400;
  /** The number of upgrades that the proxy has not passed on. */
  upgrades = 0;
  private readonly hanging = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => string,
  ) {
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => {
      this.pass(incoming, answer);
    });
    server.on('upgrade', (upgrade: IncomingMessage, raw: Duplex) => {
      this.upgrade(upgrade, raw);
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

  /** Closes the WebSockets that it has passed on. */
  cut(): void {
    for (const raw of this.hanging) raw.destroy();
  }

  private upgrade(upgrade: IncomingMessage, raw: Duplex): void {
    const { refusal } = this;
    raw.on('error', () => raw.destroy());
    if (refusal === 'pass') {
      this.passOn(upgrade, raw);
      return;
    }
    this.upgrades++;
    if (refusal === 'drop') raw.destroy();
    else if (typeof refusal === 'number')
      raw.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else {
      this.hanging.add(raw);
      if (refusal === 'mute') raw.write(accepted(upgrade));
    }
  }

  private passOn({ url = '', rawHeaders }: IncomingMessage, raw: Duplex): void {
    const { hostname, port } = new URL(this.target());
    const onward = connect(Number(port), hostname);
    const headers = Array.from(
      { length: rawHeaders.length / 2 },
      (_, n) => `${rawHeaders[2 * n]}: ${rawHeaders[2 * n + 1]}`,
    );
    onward.write(`GET ${url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    this.hanging.add(raw);
    raw.on('close', () => onward.destroy());
    onward.on('close', () => raw.destroy());
    onward.on('error', () => raw.destroy());
    raw.pipe(onward).pipe(raw);
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

/** The answer that opens a WebSocket. */
function accepted({ headers }: IncomingMessage): string {
  const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}
