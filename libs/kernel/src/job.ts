import { JobSchedule } from './job-schedule';

const hangsAfterMs = 10_000;
const stopWithinMs = 5_000;

export interface JobOptions {
  readonly name: string;
  /**
   * Does the work that is due. Returns in how many milliseconds more work is due, or null when none is open: see
   * {@link JobSchedule}. Work that was signalled during the run need not be reported.
   */
  readonly run: () => Promise<number | null>;
  readonly onDone?: () => void;
  /** Called after a failed run. `failures` is how often the job has failed in a row. */
  readonly onFailed: (error: unknown, failures: number) => void;
  /** Called when a run lasts too long. It is not stopped, because each wait in it has its own limit. */
  readonly onHung: (ms: number) => void;
}

/**
 * Background work of a process. A run starts on a signal (`ring`), when reported work is due, or after the longest pause of
 * {@link JobSchedule}, so that a lost signal only delays the work.
 *
 * Concurrency: one run at a time. Shutdown: `stop` starts no more runs and waits up to 5 s for the one that runs.
 */
export class Job {
  private readonly schedule = new JobSchedule();
  private timer: NodeJS.Timeout | undefined;
  private aimedAt = Infinity;
  private run: Promise<void> | undefined;
  private begunAt = 0;
  private state: 'new' | 'started' | 'stopped' = 'new';

  constructor(private readonly options: JobOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** How long the current run has lasted. 0 between runs. */
  get runningForMs(): number {
    return this.run ? performance.now() - this.begunAt : 0;
  }

  /** Starts the first run at once, and resolves when it has ended, successful or not. A second call only waits. */
  async start(): Promise<void> {
    if (this.state === 'new') {
      this.state = 'started';
      this.begin();
    }
    await this.run;
  }

  /** Signals that a run must start within `withinMs`. During a run it requests another one after it. */
  ring(withinMs = 0): void {
    this.schedule.request(performance.now() + withinMs);
    this.aim();
  }

  /** Starts no more runs and waits for the current one. Returns false if it has not ended within 5 s. */
  async stop(): Promise<boolean> {
    this.state = 'stopped';
    this.aim();
    let late: NodeJS.Timeout | undefined;
    const tooLong = new Promise<false>((resolve) => (late = setTimeout(resolve, stopWithinMs, false)));
    const ended = await Promise.race([(this.run ?? Promise.resolve()).then(() => true), tooLong]);
    clearTimeout(late);
    return ended;
  }

  private aim(): void {
    const at = this.state === 'started' ? this.schedule.nextAt : Infinity;
    if (at === this.aimedAt) return;
    clearTimeout(this.timer);
    this.aimedAt = at;
    if (at === Infinity) return;
    this.timer = setTimeout(() => this.begin(), Math.max(0, Math.ceil(at - performance.now())));
  }

  private begin(): void {
    this.schedule.begin();
    this.begunAt = performance.now();
    this.aim();
    this.run = this.runOnce().finally(() => {
      this.run = undefined;
      this.aim();
    });
  }

  private async runOnce(): Promise<void> {
    const hung = setTimeout(() => this.options.onHung(hangsAfterMs), hangsAfterMs);
    try {
      const nextInMs = await this.options.run();
      this.schedule.done(performance.now(), nextInMs);
      this.options.onDone?.();
    } catch (error) {
      this.options.onFailed(error, this.schedule.failed(performance.now()));
    } finally {
      clearTimeout(hung);
    }
  }
}
