import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Line = 'whole' | 'silent' | 'cut';

/** Every chunk comes so much later, in so many pieces. */
interface Slowness {
  readonly ms: number;
  readonly pieces: number;
}

/**
 * The line between a client and a server, to be hurt: clients connect to `port` instead of the server's.
 */
export class LineCutter {
  private state: Line = 'whole';
  private slowness: Slowness | undefined;
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (client) => {
      this.accept(client);
    });
  }

  /** Puts a line before the server that listens at `url` (of any scheme, with its port). */
  static async before(url: string): Promise<LineCutter> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
    const { hostname, port } = new URL(url);
    const cutter = new LineCutter(server, { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
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

  /** Breaks all connections at once. Who connects again comes through. */
  drop(): void {
    for (const pair of this.pairs) pair.destroy();
  }

  /** As {@link drop}, with a reset instead of an end: what was under way is lost, and both sides get an error. */
  reset(): void {
    for (const pair of this.pairs) pair.reset();
  }

  /** Tells one side of all connections that the other has no more to say, which knows nothing of it and goes on. */
  halfClose(side: 'client' | 'server'): void {
    for (const pair of this.pairs) pair.halfClose(side);
  }

  /**
   * Until {@link restore} everything comes later, in its order, and a chunk in several pieces, wherever they are cut: as
   * over a bad network.
   */
  slow(slowness: Slowness): void {
    this.slowness = slowness;
  }

  /** Breaks all connections at once, and new ones too, until {@link restore}. */
  cut(): void {
    this.state = 'cut';
    this.drop();
  }

  /**
   * From now on nothing comes through and nobody is told: sockets stay open and writing to them succeeds, as
   * when a cable is pulled. New connections are as silent.
   */
  silence(): void {
    this.state = 'silent';
    for (const pair of this.pairs) pair.hold();
  }

  /** As {@link silence}, and the server's ends of the connections are gone: it knows, the clients do not. */
  strand(): void {
    this.silence();
    for (const pair of this.pairs) pair.breakBehind();
  }

  /** The line is whole again. What was written into the silence arrives now, as TCP would deliver it. */
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
    const pair = new Pair(...([client, server, () => this.slowness] as const), () => this.pairs.delete(pair));
    this.pairs.add(pair);
    if (this.state === 'whole') pair.flow();
  }
}

/** A client's socket and the one towards the server. While held, the end of one is kept from the other. */
class Pair {
  private held = true;
  private kept: (() => void)[] = [];

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
    for (const event of this.kept.splice(0)) event();
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
    const way = new Way(this.slowness);
    from.pause();
    from.on('error', () => undefined);
    from.on('data', (bytes: Buffer | string) => {
      way.carry(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes), (piece) => {
        if (to.writable) to.write(piece);
      });
    });
    // A paused socket holds its bytes back by itself, but tells of its end.
    from.on('end', () => {
      this.tell(() => {
        way.after(() => to.end());
      });
    });
    from.on('close', () => {
      this.tell(() => {
        way.after(() => {
          to.destroySoon();
          if (this.client.destroyed && this.server.destroyed) this.gone();
        });
      });
    });
  }

  private tell(event: () => void): void {
    if (this.held) this.kept.push(event);
    else event();
  }
}

/** One direction of a connection: what is slow keeps its order. */
class Way {
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

  /** Does it behind what is under way, and not before this instant of `performance.now()`. */
  after(act: () => void, due = 0): void {
    if (this.underWay === 0 && due === 0) {
      act();
      return;
    }
    this.underWay++;
    this.last = this.last.then(async () => {
      // At least a turn of the event loop, so that pieces leave one by one.
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())));
      this.underWay--;
      act();
    });
  }
}
