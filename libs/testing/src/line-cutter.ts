import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Line = 'whole' | 'silent' | 'cut';

/**
 * The line between a client and a server, to be hurt: clients connect to `port` instead of the server's.
 */
export class LineCutter {
  private state: Line = 'whole';
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
    const pair = new Pair(client, connect({ ...this.target, allowHalfOpen: true }), () =>
      this.pairs.delete(pair),
    );
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

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
    this.gone();
  }

  private carry(from: Socket, to: Socket): void {
    from.pause();
    from.on('error', () => undefined);
    from.on('data', (bytes) => to.write(bytes));
    // A paused socket holds its bytes back by itself, but tells of its end.
    from.on('end', () => {
      this.tell(() => to.end());
    });
    from.on('close', () => {
      this.tell(() => {
        to.destroySoon();
        if (this.client.destroyed && this.server.destroyed) this.gone();
      });
    });
  }

  private tell(event: () => void): void {
    if (this.held) this.kept.push(event);
    else event();
  }
}
