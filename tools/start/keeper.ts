import { endProcess } from '@rejoin/servers';
import { Pulse } from './pulse';
import { progress } from './say';

/** A running process. */
export interface Program {
  readonly pid: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
const steadyMs = 30_000;

const endingSteps = [
  ['SIGTERM', 2_000],
  ['SIGKILL', 5_000],
] as const;

/**
 * Keeps one program running: if it ends without a request, it is started again, immediately at first and then with
 * growing delays. A program that runs but does not work is ended and started again.
 */
export class Keeper<P extends Program = Program> {
  private asked = false;
  private wake: (() => void) | undefined;
  private readonly watching: Promise<void>;
  private readonly pulse: Pulse | undefined;

  constructor(
    readonly name: string,
    private program: P,
    private readonly launch: () => P | Promise<P>,
    private readonly onRestart: () => void,
    /** Checks whether it works. Absent: it works as long as it runs. */
    works?: (program: P) => Promise<boolean>,
  ) {
    this.pulse =
      works &&
      new Pulse(
        () => works(this.program),
        (seconds) => this.hangs(seconds),
      );
    this.watching = this.watch();
  }

  get pid(): number {
    return this.program.pid;
  }

  async stop(): Promise<void> {
    this.asked = true;
    this.pulse?.stop();
    this.wake?.();
    await this.program.stop();
    await this.watching;
    // A process that was being started when the stop was requested.
    await this.program.stop();
  }

  private isStopping(): boolean {
    return this.asked;
  }

  private async hangs(seconds: number): Promise<void> {
    progress(`ALARM: ${this.name} runs and has not worked for ${seconds} s; ending it, to start it again`);
    await endProcess(this.program.pid, endingSteps);
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
