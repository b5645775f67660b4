import { until } from '../../story/until';
import { trusting } from '../trusting-socket';
import type { OperatorsPath } from '../path';

/** The proxy and Prometheus. */
export function addProfiles(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('ends TLS at the proxy of the profile tls', async () => {
    await deployment.configure({
      REJOIN_IMAGE: deployment.image('2'),
      REJOIN_TRUST_PROXY: '172.16.0.0/12,10.213.0.0/16',
    });
    await deployment.up('--scale', 'routing=2', '--no-recreate', 'proxy');
    const root = '/certificates/caddy/pki/authorities/local/root.crt';
    const authority = await until(
      'the authority of the proxy',
      () => deployment.compose('exec', '-T', 'proxy', 'cat', root).catch(() => undefined),
      30_000,
    );
    const WebSocket = trusting(authority);
    await path.arrives('Cleo', { endpoints: [deployment.proxy], WebSocket });
  });

  path.step('is read by the Prometheus of the profile observability, with all alarms silent', async () => {
    await deployment.up('--no-recreate', 'prometheus');
    const jobs = 'count by (job) (up == 1)';
    const found = await until(
      'Prometheus reads every process',
      async () => {
        const [all, up] = [await deployment.promQl('count(up)'), await deployment.promQl(jobs)];
        return up.length === 4 && Number(all[0]?.value[1]) >= 5 ? up : undefined;
      },
      90_000,
    );
    expect(found.map(({ metric }) => metric['job']).sort()).toEqual([
      'config',
      'reconnection-timer',
      'routing',
      'session-gateway',
    ]);
    expect(await deployment.promQl('ALERTS{alertstate="firing"}')).toEqual([]);
  });
}
