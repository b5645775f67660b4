import { fork, type ChildProcess } from 'node:child_process';
import { cpuSeconds } from './processes.ts';
import type { Stage } from './stage.ts';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** A program of the benchmark in a process of its own, which answers requests. It ends with its stage. */
export class Helper {
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly child: ChildProcess;
  private last = 0;
  private markedAt = 0;
  private markedCpu = 0;

  constructor(stage: Stage, file: string, environment: Record<string, string> = {}, flags: string[] = []) {
    this.child = fork(new URL(`../${file}`, import.meta.url), {
      env: { ...process.env, ...environment },
      execArgv: flags,
      serialization: 'advanced',
    });
    this.child.on('message', (answer: Answer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer.value);
      else waiting?.reject(new Error(answer.error));
    });
    const ended = new Promise<void>((resolve) => {
      this.child.once('exit', (code, signal) => {
        const error = new Error(`${file} ended (${signal ?? code})`);
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        resolve();
      });
    });
    stage.onEnd(async () => {
      this.child.kill('SIGKILL');
      await ended;
    });
    this.mark();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  ask<T>(method: string, argument?: unknown): Promise<T> {
    const id = ++this.last;
    return new Promise<T>((resolve, reject) => {
      if (!this.child.connected) {
        reject(new Error('the process is gone'));
        return;
      }
      this.waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      this.child.send({ id, method, argument });
    });
  }

  /** The use of CPU is counted from here on. */
  mark(): void {
    this.markedAt = performance.now();
    this.markedCpu = cpuSeconds([this.pid]);
  }

  /** The share of one core that was used since the mark. */
  cpuShare(): number {
    return (cpuSeconds([this.pid]) - this.markedCpu) / ((performance.now() - this.markedAt) / 1000);
  }
}
