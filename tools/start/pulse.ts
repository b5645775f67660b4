const [lookEveryMs, lookAgainMs] = [8_000, 2_000];
const answerMs = 4_000;
const [shortestPatienceMs, longestPatienceMs] = [8_000, 60_000];

/**
 * Checks regularly whether a program works, and reports when the checks have failed for a number of seconds. It counts
 * checks and not only time, because a machine that was asleep made none. If a restart did not help, it waits longer before
 * the next one, because restarting a server that works in part disturbs its users.
 */
export class Pulse {
  private timer: NodeJS.Timeout;
  private patienceMs = shortestPatienceMs;
  private failedMs = 0;
  private isStopped = false;

  constructor(
    private readonly works: () => Promise<boolean>,
    private readonly onHang: (seconds: number) => Promise<void>,
  ) {
    this.timer = this.lookIn(lookEveryMs);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      // A program that could not be ended is checked, and ended, again.
      const looked = this.look().catch(() => false);
      void looked.then((works) => {
        if (!this.isStopped) this.timer = this.lookIn(works ? lookEveryMs : lookAgainMs);
      });
    }, ms).unref();
  }

  private async look(): Promise<boolean> {
    const begun = performance.now();
    if (await inTime(this.works())) {
      this.failedMs = 0;
      this.patienceMs = shortestPatienceMs;
      return true;
    }
    this.failedMs += Math.min(performance.now() - begun, answerMs) + lookAgainMs;
    if (this.failedMs < this.patienceMs) return false;
    await this.onHang(Math.round(this.failedMs / 1000));
    this.failedMs = 0;
    this.patienceMs = Math.min(longestPatienceMs, this.patienceMs * 2);
    return false;
  }
}

async function inTime(answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, answerMs, false);
  });
  return Promise.race([answer.catch(() => false), late]).finally(() => clearTimeout(timer));
}
