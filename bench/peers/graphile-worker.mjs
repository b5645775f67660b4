import { Logger, makeWorkerUtils, run } from 'graphile-worker';

const quiet = new Logger(() => () => undefined);

/** Polls every 20 ms (the default is 2 s) with its local queue, which takes and completes jobs in batches. */
export async function open({ url, onFire }) {
  const utils = await makeWorkerUtils({ connectionString: url, maxPoolSize: 20, logger: quiet });
  await utils.migrate();
  await run({
    connectionString: url,
    noHandleSignals: true,
    taskList: { due: ({ id, at }) => onFire(id, at) },
    preset: {
      worker: {
        concurrentJobs: 100,
        pollInterval: 20,
        maxPoolSize: 20,
        localQueue: { size: 500 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    logger: quiet,
  });
  return {
    armOne: (id, at) => utils.addJob('due', { id, at }, { runAt: new Date(at) }),
    async armMany(jobs) {
      for (let from = 0; from < jobs.length; from += 1000) {
        const some = jobs.slice(from, from + 1000);
        await utils.addJobs(
          some.map(({ id, at }) => ({ identifier: 'due', payload: { id, at }, runAt: new Date(at) })),
        );
      }
    },
  };
}
