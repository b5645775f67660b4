import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type ProxyState = 'whole' | 'silent' | 'cut';

/** The delay of every chunk, and the number of pieces into which it is split. */
interface Slowness {
  readonly ms: number;
  readonly pieces: number;
}

/**
 * A TCP proxy that injects network faults. Clients connect to `port` instead of the server's port.
 */
export class ConnectionCutter {
  private state: ProxyState = 'whole';
  private slowness: Slowness | undefined;
  private readonly pairs = new Set<ProxiedConnection>();

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (client) => {
      this.accept(client);
    });
  }

  /** Starts a proxy for the server at `url` (of any scheme, with its port). */
  static async before(url: string): Promise<ConnectionCutter> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
    const { hostname, port } = new URL(url);
    const cutter = new ConnectionCutter(server, {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return cutter;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Closes all connections at once. New connections are accepted. */
  drop(): void {
    for (const pair of this.pairs) pair.destroy();
  }

  /** Resets all connections: data in transit is lost, and both sides get an error. */
  reset(): void {
    for (const pair of this.pairs) pair.reset();
  }

  /** Half-closes all connections: one side sees the end of the stream, while the other side continues. */
  halfClose(side: 'client' | 'server'): void {
    for (const pair of this.pairs) pair.halfClose(side);
  }

  /**
   * Delays all data until {@link restore}, in order, and splits each chunk into pieces, as a slow network does.
   */
  slow(slowness: Slowness): void {
    this.slowness = slowness;
  }

  /** Closes all connections at once, and new ones too, until {@link restore}. */
  cut(): void {
    this.state = 'cut';
    this.drop();
  }

  /**
   * Stops all data without closing the sockets, so that writes still succeed, as when a cable is unplugged. New connections
   * are silent too.
   */
  silence(): void {
    this.state = 'silent';
    for (const pair of this.pairs) pair.hold();
  }

  /** Stops all data and closes only the server's ends of the connections. */
  strand(): void {
    this.silence();
    for (const pair of this.pairs) pair.breakBehind();
  }

  /** Removes all faults. Data that was written during the silence is delivered now, as TCP does. */
  restore(): void {
    this.state = 'whole';
    this.slowness = undefined;
    for (const pair of this.pairs) pair.flow();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
    this.drop();
    await closed;
  }

  private accept(client: Socket): void {
    if (this.state === 'cut') {
      client.destroy();
      return;
    }
    const server = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    const pair = new ProxiedConnection(...([client, server, () => this.slowness] as const), () =>
      this.pairs.delete(pair),
    );
    this.pairs.add(pair);
    if (this.state === 'whole') pair.flow();
  }
}

/** The sockets to a client and to the server. While it is held, the end of one is not forwarded to the other. */
class ProxiedConnection {
  private held = true;
  private heldEvents: (() => void)[] = [];

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly slowness: () => Slowness | undefined,
    private readonly gone: () => void,
  ) {
    this.carry(client, server);
    this.carry(server, client);
  }

  hold(): void {
    this.held = true;
    this.client.pause();
    this.server.pause();
  }

  flow(): void {
    this.held = false;
    for (const event of this.heldEvents.splice(0)) event();
    this.client.resume();
    this.server.resume();
  }

  breakBehind(): void {
    this.server.destroy();
  }

  halfClose(side: 'client' | 'server'): void {
    this[side].end();
  }

  reset(): void {
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
    this.gone();
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
    this.gone();
  }

  private carry(from: Socket, to: Socket): void {
    const way = new Direction(this.slowness);
    from.pause();
    from.on('error', () => undefined);
    from.on('data', (bytes: Buffer | string) => {
      way.carry(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes), (piece) => {
        if (to.writable) to.write(piece);
      });
    });
    // A paused socket keeps its bytes, but still emits its end.
    from.on('end', () => {
      this.forward(() => {
        way.after(() => to.end());
      });
    });
    from.on('close', () => {
      this.forward(() => {
        way.after(() => {
          to.destroySoon();
          if (this.client.destroyed && this.server.destroyed) this.gone();
        });
      });
    });
  }

  private forward(event: () => void): void {
    if (this.held) this.heldEvents.push(event);
    else event();
  }
}

/** One direction of a connection. Delayed pieces keep their order. */
class Direction {
  private last = Promise.resolve();
  private underWay = 0;

  constructor(private readonly slowness: () => Slowness | undefined) {}

  carry(bytes: Buffer, write: (piece: Buffer) => void): void {
    const slowness = this.slowness();
    if (!slowness) {
      this.after(() => {
        write(bytes);
      });
      return;
    }
    const due = performance.now() + slowness.ms;
    const size = Math.ceil(bytes.length / slowness.pieces);
    for (let from = 0; from < bytes.length; from += size)
      this.after(() => {
        write(bytes.subarray(from, from + size));
      }, due);
  }

  /** Runs `act` after the pieces that are in transit, and not before `due` of `performance.now()`. */
  after(act: () => void, due = 0): void {
    if (this.underWay === 0 && due === 0) {
      act();
      return;
    }
    this.underWay++;
    this.last = this.last.then(async () => {
      // At least one turn of the event loop passes, so that pieces are sent one by one.
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())));
      this.underWay--;
      act();
    });
  }
}
