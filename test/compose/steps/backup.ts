import { until } from '../../story/until';
import { join } from 'node:path';
import type { OperatorsPath } from '../path';

const makeBackup =
  'pg_basebackup --username postgres --pgdata - --format tar --wal-method fetch --checkpoint fast';
const putBack =
  'cd /var/lib/postgresql/data && find . -mindepth 1 -delete && tar -x && touch recovery.signal && echo restore_command=false >> postgresql.auto.conf';

/** A backup that is put back under customers. */
export function restoreBackup(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('restores a backup under customers and agents, and nobody has to do anything', async () => {
    const backup = join(deployment.folder, 'backup.tar');
    await deployment.pipe(`exec -T postgres ${makeBackup} > '${backup}'`);
    const kept = [...path.said];
    await path.theyTalk('what is lost');
    path.said.splice(0, path.said.length, ...kept);
    await deployment.compose('stop', 'postgres');
    await deployment.pipe(
      `run --rm -T --no-deps --user postgres --entrypoint sh postgres -c "${putBack}" < '${backup}'`,
    );
    await deployment.compose('start', 'postgres');
    await until('Mia has the chat of the backup', () => path.mia.messages.join() === kept.join(), 120_000);
    await path.theyTalk('the restored backup');
    await deployment.isHealthy();
    expect(path.mia.messages).toEqual(path.said);
  });
}
