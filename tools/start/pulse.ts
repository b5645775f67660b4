const lookEveryMs = 2_000;
const answerMs = 4_000;
const [shortestPatienceMs, longestPatienceMs] = [8_000, 60_000];

/**
 * Looks whether a program works, and tells after how many seconds of failing looks it does not. Looks are counted, not
 * only time: a machine that slept has missed none. What a restart did not mend gets more patience each time, since the
 * restart of a server that works in part disturbs those who still use it.
 */
export class Pulse {
  private readonly timer: NodeJS.Timeout;
  private patienceMs = shortestPatienceMs;
  private failedMs = 0;
  private looking = false;

  constructor(
    private readonly works: () => Promise<boolean>,
    private readonly onHang: (seconds: number) => Promise<void>,
  ) {
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const begun = performance.now();
    try {
      if (await inTime(this.works())) {
        this.failedMs = 0;
        this.patienceMs = shortestPatienceMs;
        return;
      }
      this.failedMs += Math.max(lookEveryMs, Math.min(performance.now() - begun, answerMs));
      if (this.failedMs < this.patienceMs) return;
      await this.onHang(Math.round(this.failedMs / 1000));
      this.failedMs = 0;
      this.patienceMs = Math.min(longestPatienceMs, this.patienceMs * 2);
    } finally {
      this.looking = false;
    }
  }
}

async function inTime(answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, answerMs, false);
  });
  return Promise.race([answer.catch(() => false), late]).finally(() => clearTimeout(timer));
}
