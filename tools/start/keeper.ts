import { progress } from './say';

/** A process that runs. */
export interface Program {
  readonly pid: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
const steadyMs = 30_000;

/**
 * Keeps one program running: whenever it ends without having been asked to, it is started again, at once and
 * then ever more slowly while it keeps ending.
 */
export class Keeper {
  private asked = false;
  private wake: (() => void) | undefined;
  private readonly watching: Promise<void>;

  constructor(
    readonly name: string,
    private program: Program,
    private readonly launch: () => Program | Promise<Program>,
    private readonly onRestart: () => void,
  ) {
    this.watching = this.watch();
  }

  get pid(): number {
    return this.program.pid;
  }

  async stop(): Promise<void> {
    this.asked = true;
    this.wake?.();
    await this.program.stop();
    await this.watching;
    // One that was being started when we were asked to stop.
    await this.program.stop();
  }

  private isStopping(): boolean {
    return this.asked;
  }

  private async watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    for (;;) {
      const since = Date.now();
      const how = await this.program.ended;
      if (this.isStopping()) return;
      if (Date.now() - since > steadyMs) pauseMs = firstPauseMs;
      progress(`${this.name} ended (${how}); starting it again`);
      while (!(await this.startAgain(pauseMs))) pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      if (this.isStopping()) return;
      this.onRestart();
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
  }

  private async startAgain(pauseMs: number): Promise<boolean> {
    await this.pause(pauseMs);
    if (this.isStopping()) return true;
    try {
      this.program = await this.launch();
      return true;
    } catch (error) {
      progress(`${this.name} does not start: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
