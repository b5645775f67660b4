import { Queue, Worker } from 'bullmq';

/**
 * One worker that handles many jobs at a time and removes finished ones, as its guide for production advises.
 */
export async function open({ port, onFire }) {
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const queue = new Queue('due', {
    connection,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  const worker = new Worker('due', ({ data }) => onFire(data.id, data.at), { connection, concurrency: 200 });
  worker.on('error', (error) => console.error(`BullMQ: ${error.message}`));
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  return {
    armOne: (id, at) => queue.add('due', { id, at }, { delay: Math.max(0, at - Date.now()) }),
    async armMany(jobs) {
      for (let from = 0; from < jobs.length; from += 1000) {
        const some = jobs.slice(from, from + 1000);
        const delay = (at) => Math.max(0, at - Date.now());
        await queue.addBulk(
          some.map(({ id, at }) => ({ name: 'due', data: { id, at }, opts: { delay: delay(at) } })),
        );
      }
    },
  };
}
