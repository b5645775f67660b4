import { until } from '../../story/until';
import { ConfigApi } from '../../story/config-api';
import { serviceOf } from '../deployment';
import { administrator } from '../path';
import type { OperatorsPath } from '../path';

/** From one server of NATS to three, and back. */
export function joinThreeServers(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('is stopped and started again with its data, on a NATS cluster of three', async () => {
    await deployment.compose('--profile', 'tls', '--profile', 'observability', 'down');
    expect(await deployment.containers()).toEqual([]);
    const cluster = ['--cluster', 'nats,nats-2,nats-3'];
    await deployment.changeSecrets(...cluster);
    await deployment.useCluster({ REJOIN_IMAGE: deployment.image('2') });
    await deployment.up();
    await ConfigApi.open(deployment.config, administrator);
    await path.theyTalk('the pause');
    expect(path.mia.messages).toEqual(path.said);
  });

  path.step('goes on without one server of the cluster, which doctor examines', async () => {
    await deployment.changeSecrets('end', 'REJOIN_TOKEN_KEYS');
    // The next gateway that she connects to would refuse a sign-in that was made with the old keys.
    await path.annaSignsInAgain();
    const findings = await until(
      'doctor finds a whole cluster',
      async () => {
        const all = await deployment.doctor().catch(() => undefined);
        return all?.every(({ level }) => level === 'ok') ? all : undefined;
      },
      60_000,
    );
    const what = findings.map(({ what }) => what);
    expect(what).toContain('3 servers are a cluster');
    expect(what).toContainEqual(expect.stringMatching(/^the certificate of nats-3.crt is valid/));
    await deployment.signal('nats-2', 'KILL');
    await path.theyTalk('the end of nats-2');
    await deployment.isHealthy();
    expect(path.mia.messages).toEqual(path.said);
  });

  path.step(
    'changes certificates, authority and password of the cluster under customers, and restarts nothing',
    async () => {
      const servers = ['nats', 'nats-2', 'nats-3'];
      const started = async () =>
        (await Promise.all(servers.map((server) => deployment.containers(server)))).map(
          ([one]) => one?.State.StartedAt,
        );
      const before = await started();
      for (const act of ['renew', 'add', 'use', 'end']) {
        await deployment.changeSecrets(act, 'NATS_CERTIFICATES');
        await deployment.reloadNats(...servers);
        await path.theyTalk(`certificates: ${act}`);
      }
      for (const act of ['rotate', 'end']) {
        await deployment.changeSecrets(act, 'NATS_CLUSTER_PASSWORD');
        await deployment.compose('run', '--rm', '-T', 'provision');
        await deployment.reloadNats(...servers);
        await path.theyTalk(`the password of the cluster: ${act}`);
      }
      const isWhole = async () => {
        const found = await deployment.doctor().catch(() => []);
        return found.length > 0 && found.every(({ level }) => level === 'ok');
      };
      await until('doctor finds a whole cluster', isWhole, 90_000);
      expect(await started()).toEqual(before);
      // A server that starts anew has to be admitted with what has changed.
      await deployment.signal('nats-3', 'KILL');
      await until('doctor finds a whole cluster again', isWhole, 90_000);
      expect(path.mia.messages).toEqual(path.said);
    },
    400_000,
  );

  path.step(
    'goes back to one server of NATS, and loses nothing',
    async () => {
      await deployment.configure({ REJOIN_IMAGE: deployment.image('2'), COMPOSE_FILE: 'docker-compose.yml' });
      await deployment.up('--remove-orphans');
      const running = (await deployment.containers()).map(serviceOf);
      expect(running).toContain('nats');
      expect(running).not.toContain('nats-2');
      await path.theyTalk('one server');
      expect(path.mia.messages).toEqual(path.said);
    },
    300_000,
  );
}
