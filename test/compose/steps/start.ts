import { until } from '../../story/until';
import { ConfigApi } from '../../story/config-api';
import { run } from '../command';
import { serviceOf } from '../deployment';
import { administrator, asYou } from '../path';
import type { OperatorsPath } from '../path';

const greeting = { workstreamId: 'demo', title: 'Hi', body: 'Hi', locale: 'en', active: true } as const;

/** The first start, and a first story. */
export function start(path: OperatorsPath): void {
  const { deployment } = path;

  path.step(
    'makes the first administrator with a further setup token, and deletes all data on request',
    async () => {
      await deployment.up();
      const further = 'node dist/apps/config/src/setup-token.js'.split(' ');
      const token = (await deployment.compose('exec', '-T', 'config', ...further)).trim();
      const cli = (...args: string[]) =>
        deployment.compose('run', '--rm', '-T', ...asYou, '--env', `REJOIN_SETUP_TOKEN=${token}`, ...args);
      // The token of the secrets counts unless it is left out.
      await cli('--env', 'REJOIN_SETUP_TOKEN_FILE=', 'cli', 'admin', 'create', '--name', 'You');
      await ConfigApi.open(deployment.config, administrator);
      await deployment.compose('down', '--volumes');
      expect(await deployment.containers()).toEqual([]);
    },
  );

  path.step(
    'fills a new system with the demo without a hand, and changes nothing the second time',
    async () => {
      await deployment.up('demo');
      await until('the demo is there', () =>
        deployment.compose('logs', 'demo').then((log) => log.includes('Done.')),
      );
      const password = deployment.secret('REJOIN_DEMO_PASSWORD');
      const settings = await ConfigApi.open(deployment.config, { login: 'admin@demo', password });
      await expect(settings.quickReply('demo-greeting', greeting)).rejects.toThrow('already-exists');
      expect(await deployment.compose('run', '--rm', '-T', 'demo')).toContain('Nothing had to be changed.');
      await deployment.compose('--profile', 'demo', 'down', '--volumes');
    },
  );

  path.step(
    'starts everything with one command: non-root, read-only, limited, without a secret in sight',
    async () => {
      await deployment.up();
      const secrets = deployment.allSecrets.filter(Boolean);
      for (const one of await deployment.containers()) {
        const { HostConfig: host, Config: config } = one;
        expect(host).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] });
        expect(host.LogConfig.Config).toMatchObject({ 'max-size': '10m' });
        expect(secrets.filter((secret) => config.Env.some((line) => line.includes(secret)))).toEqual([]);
        if (serviceOf(one) === 'provision') continue;
        expect(host.Memory).toBeGreaterThan(0);
        expect(host.RestartPolicy.Name).toBe('unless-stopped');
        expect(config.StopTimeout).toBeGreaterThan(15);
        const users = await run('docker', ['top', one.Id, '-eo', 'pid,uid,args']);
        const asRoot = users
          .split('\n')
          .slice(1)
          .filter((line) => /^ *\d+ +0 /.test(line) && !/docker-init|tini|nats-probe|pg_isready/.test(line));
        expect(asRoot).toEqual([]);
      }
    },
  );

  path.step(
    'tells the story of customers through the published ports, beginning with the first administrator',
    async () => {
      const args = ['--against', deployment.gateways.join(','), '--config', deployment.config];
      const told = await run('npm', ['run', '--silent', 'story', '--', ...args], {
        limitMs: 170_000,
        environment: {
          REJOIN_SETUP_TOKEN: deployment.secret('REJOIN_SETUP_TOKEN'),
          REJOIN_ADMIN_LOGIN: administrator.login,
          REJOIN_ADMIN_PASSWORD: administrator.password,
        },
      });
      const [, good, of] = /story: (\d+) of (\d+) steps/.exec(told) ?? [];
      expect(good).toBe(of);
      expect(Number(of)).toBeGreaterThan(30);
    },
  );
}
