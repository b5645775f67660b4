import type { Server } from 'node:http';
import type { Clockwork } from './clockwork';

/**
 * A run of a job takes this long only if it waits for something that never comes. Each statement and each request has a
 * limit of seconds, and even a long backlog is worked off in less.
 */
const stuckAfterMs = 15 * 60_000;

/** Whether a process works by itself. Postgres and NATS have no say: a restart would not bring them back. */
export class Vitals {
  constructor(
    private readonly clockwork: Pick<Clockwork, 'longestRun'>,
    private readonly http: Pick<Server, 'listening'>,
  ) {}

  /** Why only a restart helps this process. Undefined while it works. */
  get failure(): string | undefined {
    if (!this.http.listening) return 'the HTTP server does not listen';
    const { job, ms } = this.clockwork.longestRun;
    return ms > stuckAfterMs
      ? `the job ${job} has not ended for ${Math.round(ms / 60_000)} minutes`
      : undefined;
  }
}
