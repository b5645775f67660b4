/** A reader with more unread bytes than this is behind. Pages wait until it has caught up. */
const behindAtBytes = 128 * 1024;
/** At most this many pages are read from Postgres at once for one socket, to bound the memory of slow readers. */
const pagesAtOnce = 4;
/** Shared by the many sockets for which nothing waits. */
const none: readonly (() => void)[] = [];

export interface Reader {
  /** The bytes that were sent and that the reader has not taken yet; 0 for a closed socket. */
  readonly unreadBytes: number;
}

/**
 * The backpressure of one socket. A replay is sent in pages. Each page waits until the reader has taken the earlier
 * ones, and for one of a few turns, which the conversations of a desk share in order.
 */
export class Backpressure {
  private turnsLeft = pagesAtOnce;
  private waitingForTurn = none;
  private waitingForDrain = none;

  constructor(private readonly reader: Reader) {}

  get isBehind(): boolean {
    return this.reader.unreadBytes > behindAtBytes;
  }

  /** The socket calls this whenever the reader has taken bytes or is gone. */
  onDrain(): void {
    if (this.isBehind) return;
    const resumed = this.waitingForDrain;
    this.waitingForDrain = none;
    for (const go of resumed) go();
  }

  /** Resolves when the reader has caught up or is gone. */
  async untilCaughtUp(): Promise<void> {
    while (this.isBehind)
      await new Promise<void>((resolve) => (this.waitingForDrain = [...this.waitingForDrain, resolve]));
  }

  /** Reads and sends a page when it has a turn and the reader has caught up. */
  async page<T>(work: () => Promise<T>): Promise<T> {
    if (this.turnsLeft > 0) this.turnsLeft--;
    else await new Promise<void>((resolve) => (this.waitingForTurn = [...this.waitingForTurn, resolve]));
    try {
      await this.untilCaughtUp();
      return await work();
    } finally {
      const [next, ...others] = this.waitingForTurn;
      this.waitingForTurn = others.length > 0 ? others : none;
      if (next) next();
      else this.turnsLeft++;
    }
  }
}
