import { JobSchedule } from './job-schedule';

const hangsAfterMs = 10_000;
const stopWithinMs = 5_000;

export interface JobOptions {
  readonly name: string;
  /**
   * Does what is due. Gives how many milliseconds later something else will be, or null when nothing is open: see
   * {@link JobSchedule}. What was rung for in the meantime needs not be reported.
   */
  readonly run: () => Promise<number | null>;
  readonly onDone?: () => void;
  /** `failures`: how often it has failed in a row. */
  readonly onFailed: (error: unknown, failures: number) => void;
  /** A run that has lasted for this long and goes on. It is not ended: each wait in it has a limit of its own. */
  readonly onHung: (ms: number) => void;
}

/**
 * Work that this process does by itself, at its time. It is begun by a bell, or when what it has reported is due, or
 * at last by a look without a reason; one run at a time. See {@link JobSchedule} for when.
 */
export class Job {
  private readonly schedule = new JobSchedule();
  private timer: NodeJS.Timeout | undefined;
  private aimedAt = Infinity;
  private run: Promise<void> | undefined;
  private state: 'new' | 'started' | 'stopped' = 'new';

  constructor(private readonly options: JobOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Runs it for the first time, at once. Resolves when that run has ended, well or not; a second call only waits. */
  async start(): Promise<void> {
    if (this.state === 'new') {
      this.state = 'started';
      this.begin();
    }
    await this.run;
  }

  /** Asks for a run that begins within so many milliseconds; when one is under way, for another one after it. */
  ring(withinMs = 0): void {
    this.schedule.want(performance.now() + withinMs);
    this.aim();
  }

  /** Begins nothing any more and waits for the run that is under way. False: it has not ended within 5 s. */
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
