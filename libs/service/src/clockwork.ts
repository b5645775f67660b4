import { Job } from '@rejoin/kernel';
import { isTemporary } from '@rejoin/messaging';
import { outsideOperations } from '@rejoin/tracing';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ServiceLog } from './log';
import { jobRuns } from './service-figures';

/** A job that keeps failing is reported again after this many failures, about once a minute. */
const tellEvery = 60;
/** A short outage of a server is not reported here: connections, lease and health show it. */
const outageToldAt = 10;

/**
 * The background jobs of a service. They start when the service has started, and stop in reverse order when its HTTP
 * servers are closed. A job that must stop earlier is stopped by its owner.
 */
@Injectable()
export class Clockwork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs: Job[] = [];

  constructor(private readonly log: ServiceLog) {}

  /** Adds a job; see {@link Job} for `run`. */
  job(name: string, run: () => Promise<number | null>): Job {
    // Prometheus counts a first failure only if there was a zero before it.
    for (const outcome of ['done', 'failed', 'hung']) jobRuns.inc({ job: name, outcome }, 0);
    const job = new Job({
      name,
      // The timer may have been set by an operation, to which the run does not belong.
      run: () => outsideOperations(run),
      onDone: () => jobRuns.inc({ job: name, outcome: 'done' }),
      onFailed: (error, failures) => this.failed(name, error, failures),
      onHung: (ms) => {
        jobRuns.inc({ job: name, outcome: 'hung' });
        this.log.error(
          { alarm: 'job-hangs', job: name, seconds: ms / 1000 },
          'a job does not end; it goes on, and nothing else of its kind is done meanwhile',
        );
      },
    });
    this.jobs.push(job);
    return job;
  }

  /** The job whose current run has lasted longest, with its milliseconds. */
  get longestRun(): { readonly job: string; readonly ms: number } {
    const runs = this.jobs.map(({ name, runningForMs }) => ({ job: name, ms: runningForMs }));
    return runs.reduce((longest, one) => (one.ms > longest.ms ? one : longest), { job: '', ms: 0 });
  }

  onApplicationBootstrap(): void {
    for (const job of this.jobs) void job.start();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const job of this.jobs.reverse()) {
      if (!(await job.stop()))
        this.log.warn({ job: job.name }, 'a job did not end in time; it is left behind');
    }
  }

  private failed(job: string, error: unknown, failures: number): void {
    jobRuns.inc({ job, outcome: 'failed' });
    const isOutage = isTemporary(error);
    if (failures % tellEvery !== (isOutage ? outageToldAt : 1)) return;
    this.log.warn({ err: error, job, failures }, 'a job failed; it is tried again');
  }
}
