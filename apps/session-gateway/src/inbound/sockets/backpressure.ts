/** A reader with more unread bytes than this is behind: pages for it wait until it has read on. */
const behindAtBytes = 128 * 1024;
/** Pages that are read from Postgres at once for one socket, so that a slow one holds few of them in memory. */
const pagesAtOnce = 4;

/**
 * Backpressure of one socket. Replays go page by page: each waits until the reader has taken what was sent before,
 * and for one of a few turns, which the conversations of one desk share in the order in which they ask.
 */
export class Backpressure {
  private turnsLeft = pagesAtOnce;
  private readonly waitingForTurn: (() => void)[] = [];
  private waitingForDrain: (() => void)[] = [];

  /** `unread`: the bytes that were sent and that the reader has not taken yet; 0 of a closed socket. */
  constructor(private readonly unread: () => number) {}

  get isBehind(): boolean {
    return this.unread() > behindAtBytes;
  }

  /** To be called whenever the reader has taken something, or is gone. */
  onDrain(): void {
    if (this.isBehind) return;
    const resumed = this.waitingForDrain;
    this.waitingForDrain = [];
    for (const go of resumed) go();
  }

  /** Resolves when the reader is not behind, or is gone. */
  async untilCaughtUp(): Promise<void> {
    while (this.isBehind) await new Promise<void>((resolve) => this.waitingForDrain.push(resolve));
  }

  /** Reads and sends a page when it is its turn and there is room. */
  async page<T>(work: () => Promise<T>): Promise<T> {
    if (this.turnsLeft > 0) this.turnsLeft--;
    else await new Promise<void>((resolve) => this.waitingForTurn.push(resolve));
    try {
      await this.untilCaughtUp();
      return await work();
    } finally {
      const next = this.waitingForTurn.shift();
      if (next) next();
      else this.turnsLeft++;
    }
  }
}
