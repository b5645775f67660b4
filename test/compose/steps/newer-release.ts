import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command';
import { services } from '../path';
import type { OperatorsPath } from '../path';

/** A newer image, and more replicas. */
export function renew(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('takes a newer image while customers write, and nobody loses a word', async () => {
    const context = join(deployment.folder, 'newer');
    mkdirSync(context);
    writeFileSync(join(context, 'Dockerfile'), `FROM ${deployment.image('1')}\nLABEL release=2\n`);
    await run('docker', ['build', '--quiet', '--tag', deployment.image('2'), context]);
    await deployment.configure({ REJOIN_IMAGE: deployment.image('2') });
    const update = { done: false };
    const writes = (async () => {
      for (let i = 1; !update.done; i++) await path.theyTalk(`release 2, ${i}`);
    })();
    await deployment.update().finally(() => (update.done = true));
    await deployment.isHealthy();
    await writes;
    await path.theyTalk('release 2');
    expect(path.mia.messages).toEqual(path.said);
    const wanted = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', deployment.image('2')]);
    for (const service of services) {
      expect((await deployment.containers(service)).map(({ Image }) => Image)).toEqual([wanted.trim()]);
    }
  });

  path.step('runs several of routing and of the timer, and goes on when one of them ends', async () => {
    await deployment.up('--scale', 'routing=2', '--scale', 'reconnection-timer=2', '--no-recreate');
    expect(await deployment.containers('routing')).toHaveLength(2);
    expect(await deployment.containers('reconnection-timer')).toHaveLength(2);
    await deployment.signal('routing', 'KILL');
    await path.arrives('Ben');
  });
}
