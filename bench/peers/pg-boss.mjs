import { PgBoss } from 'pg-boss';

/** Polls twice a second, which is its shortest interval, and takes a thousand jobs at once. */
export async function open({ url, onFire }) {
  const boss = new PgBoss({ connectionString: url, max: 20 });
  boss.on('error', (error) => console.error(`pg-boss: ${error.message}`));
  await boss.start();
  await boss.createQueue('due');
  await boss.work('due', { batchSize: 1000, pollingIntervalSeconds: 0.5, localConcurrency: 2 }, (jobs) =>
    Promise.all(jobs.map(({ data }) => onFire(data.id, data.at))),
  );
  return {
    armOne: (id, at) => boss.send('due', { id, at }, { startAfter: new Date(at) }),
    async armMany(jobs) {
      for (let from = 0; from < jobs.length; from += 1000) {
        const some = jobs.slice(from, from + 1000);
        await boss.insert(
          'due',
          some.map(({ id, at }) => ({ data: { id, at }, startAfter: new Date(at) })),
        );
      }
    },
  };
}
