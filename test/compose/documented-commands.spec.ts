import { projectFolder } from '@rejoin/servers';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(projectFolder(), file), 'utf8');

/** The commands of a block, each on one line, without comments. */
function commandsOf(block: string): string[] {
  return block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => line.replace(/\s+#.*$/, '').trim() || []);
}

const steps = 'test/compose/steps';
const backup = `${steps}/backup.ts`;
const [begins, builds, starts] = [
  'begins with secrets, each in a file',
  'builds an image of less than 100 MB',
  'starts everything with one command',
];
const changesSecrets = 'changes every secret under customers and agents';
const changesCluster = 'changes certificates, authority and password of the cluster';
const returns = 'goes back to one server of NATS';
const becomesCluster = 'is stopped and started again with its data, on a NATS cluster of three';
const examinesCluster = 'goes on without one server of the cluster, which doctor examines';
const newerImage = 'takes a newer image while customers write';
const restores = 'restores a backup under customers and agents';
const reader = 'adds a reader, whose password changes';
const operated = 'is operated by the command line';
const reverts = 'reverts a migration of a service that is stopped';
const firstAdministrator = 'makes the first administrator with a further setup token';

/** The step of the compose test, or the other test, that runs each command. */
const proofs: Readonly<Record<string, string | readonly [file: string, promise: string]>> = {
  'npm ci': ['.ci/run', 'npm ci'],
  'npm run secrets': begins,
  'docker compose build': builds,
  'docker compose up -d': starts,
  // The test reads the same by `docker compose ps --all`.
  'docker compose ps': starts,
  'export REJOIN_ADMIN_LOGIN=you@example.com': firstAdministrator,
  'read -rs REJOIN_ADMIN_PASSWORD && export REJOIN_ADMIN_PASSWORD': firstAdministrator,
  'docker compose run --rm cli admin create --name You': firstAdministrator,
  "REJOIN_ADMIN_LOGIN=you@example.com REJOIN_ADMIN_PASSWORD='<10 characters or more>' REJOIN_SETUP_TOKEN=$(cat secrets/REJOIN_SETUP_TOKEN) npm run story -- --against http://localhost:8100,http://localhost:8101 --config http://localhost:8102":
    'tells the story of customers through the published ports',
  'docker compose up -d config': newerImage,
  'docker compose up -d config routing reconnection-timer': newerImage,
  'docker compose up -d --no-deps --wait gateway-1': newerImage,
  'docker compose up -d --no-deps --wait gateway-2': newerImage,
  'docker compose exec config node dist/tools/migrations/main.js config show': operated,
  'docker compose stop reconnection-timer': reverts,
  'docker compose run --rm --no-deps reconnection-timer node dist/tools/migrations/main.js reconnection-timer revert':
    reverts,
  'docker compose up -d --scale routing=2 --scale reconnection-timer=2':
    'runs several of routing and of the timer',
  'npm run secrets -- --cluster nats,nats-2,nats-3': becomesCluster,
  'echo COMPOSE_FILE=docker-compose.yml:docker-compose.cluster.yml >> .env': becomesCluster,
  'docker compose run --rm doctor': examinesCluster,
  'npm run secrets -- renew NATS_CERTIFICATES': changesCluster,
  'npm run secrets -- add NATS_CERTIFICATES': changesCluster,
  'npm run secrets -- use NATS_CERTIFICATES': changesCluster,
  'npm run secrets -- end NATS_CERTIFICATES': changesCluster,
  'npm run secrets -- rotate NATS_CLUSTER_PASSWORD': changesCluster,
  'npm run secrets -- end NATS_CLUSTER_PASSWORD': changesCluster,
  'docker compose run --rm provision': changesCluster,
  "for server in nats nats-2 nats-3; do docker compose exec $server sh -c 'kill -HUP 1'; done":
    changesCluster,
  'docker compose --profile tls up -d': 'ends TLS at the proxy of the profile tls',
  // Grafana is in no package, so the test starts Prometheus alone.
  'docker compose --profile observability up -d': 'is read by the Prometheus of the profile observability',
  'docker compose down': becomesCluster,
  'npm run secrets -- --cluster nats-1.example,nats-2.example,nats-3.example': [
    'tools/deploy/cluster-secrets.spec.ts',
    'are a password, an authority, and a certificate for each server',
  ],
  'ADMIN_URL=postgres://postgres@db.example:5432/postgres REJOIN_SECRETS=secrets NATS_CONFIG_FILE=nats/nats.conf NATS_SERVERS=nats-1.example,nats-2.example,nats-3.example NATS_CERTIFICATES=/etc/nats NATS_STORE=/var/lib/nats NATS_CLIENT_TLS=1 npm run provision':
    [
      'tools/deploy/deploy.int.spec.ts',
      'writes a configuration for each server of a cluster, with secrets from their folder',
    ],
  'npm run secrets -- rotate REJOIN_LINK_KEY': changesSecrets,
  'npm run secrets -- end REJOIN_LINK_KEY': changesSecrets,
  'npm run secrets -- rotate REJOIN_TOKEN_KEYS': changesSecrets,
  'npm run secrets -- end REJOIN_TOKEN_KEYS': examinesCluster,
  'npm run secrets -- rotate REJOIN_SETUP_TOKEN': changesSecrets,
  'npm run secrets -- end REJOIN_SETUP_TOKEN': changesSecrets,
  'npm run secrets -- rotate passwords': changesSecrets,
  "docker compose exec nats sh -c 'kill -HUP 1'": changesSecrets,
  'npm run secrets -- end passwords': changesSecrets,
  'npm run readers -- add crm': reader,
  'npm run readers -- list': reader,
  'npm run readers -- remove crm': reader,
  'docker compose up -d --force-recreate provision nats && docker compose up -d': reader,
  'npm run readers -- rotate crm': reader,
  'npm run readers -- end crm': reader,
  'docker compose exec -T postgres pg_basebackup --username postgres --pgdata - --format tar --wal-method fetch --checkpoint fast > backup.tar':
    restores,
  'docker compose stop postgres': restores,
  'docker compose run --rm -T --no-deps --user postgres --entrypoint sh postgres -c "cd /var/lib/postgresql/data && find . -mindepth 1 -delete && tar -x && touch recovery.signal && echo restore_command=false >> postgresql.auto.conf" < backup.tar':
    restores,
  'docker compose start postgres': restores,
  'docker compose run --rm cli windows list': operated,
  'docker compose --profile demo up -d': 'fills a new system with the demo',
  'docker compose run --rm cli audit': operated,
  // These are in the text.
  'npm ci && npm start': [
    'tools/start/start.e2e.spec.ts',
    'starts everything, says where, and keeps secrets to its owner',
  ],
  'docker compose exec config node dist/apps/config/src/setup-token.js': firstAdministrator,
  'docker compose up -d --remove-orphans': returns,
  'docker compose down --volumes': firstAdministrator,
  'docker compose run --rm -T cli settings import - < settings.yaml': operated,
  'npm run secrets -- add REJOIN_LINK_KEY': [
    'tools/deploy/change-secrets.spec.ts',
    'for several machines adds the new value first, and uses it later',
  ],
  'npm run secrets -- use REJOIN_LINK_KEY': [
    'tools/deploy/change-secrets.spec.ts',
    'for several machines adds the new value first, and uses it later',
  ],
  'npm run test:compose': ['.ci/run', 'test:compose'],
  'npm run release': ['test/packages/release.e2e.spec.ts', 'release'],
  'npm run build': ['package.json', '"build"'],
};

/** They are named to say what they are not, or what they are part of. */
const namedOnly = ['docker compose run --rm cli', 'docker compose kill --signal HUP'];

describe('the commands of docs/operators.md', () => {
  const text = read('docs/operators.md');
  const inBlocks = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => commandsOf(block));
  const inline = [
    ...text.replace(/```.*?```/gs, '').matchAll(/`((?:docker compose|npm (?:ci|run)) [^`]+)`/g),
  ].map(([, command = '']) => command);
  const documented = new Set([...inBlocks, ...inline].filter((command) => !namedOnly.includes(command)));

  it('are each run by a test, and no other is listed', () => {
    expect([...documented].filter((command) => !(command in proofs))).toEqual([]);
    expect(Object.keys(proofs).filter((command) => !documented.has(command))).toEqual([]);
  });

  it('are run by tests that exist', () => {
    const promised = readdirSync(join(projectFolder(), steps)).map((file) => read(`${steps}/${file}`));
    const wrong = Object.entries(proofs).filter(([, proof]) =>
      typeof proof === 'string'
        ? !promised.some((step) => step.includes(`'${proof}`))
        : !read(proof[0]).includes(proof[1]),
    );
    expect(wrong).toEqual([]);
  });

  it('back up and restore as the test does, to the letter', () => {
    const [, made = '', restored = ''] =
      /makeBackup =\s+'([^']+)'.*putBack =\s+'([^']+)'/s.exec(read(backup)) ?? [];
    expect(made).toContain('pg_basebackup');
    expect(text).toContain(made);
    expect(restored).toContain('recovery.signal');
    expect(text).toContain(restored);
  });
});
