import { followed, streamOf, type ServiceName } from '@rejoin/contracts';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { checkCertificate } from './check-certificate';
import { checkRoom } from './check-disk';
import { checkMigrations } from './check-migrations';
import { checkBacklog, checkIndexes, checkRoles, checkServer } from './check-postgres';
import { checkSecrets } from './check-secrets';
import { checkStreams, durablesNeeded } from './check-streams';
import { checkClock, checkServices, checkVersion } from './check-versions';
import { linesOf, type Finding } from './finding';

const levels = (findings: readonly Finding[]) => findings.map(({ level }) => level);
const day = 86_400_000;

describe('doctor, of versions', () => {
  it('accepts the oldest one that works, and refuses the one before with its remedy', () => {
    expect(checkVersion('node', 'node', 'v20.19.0').level).toBe('ok');
    expect(checkVersion('nats.version', 'nats', '2.9.10').level).toBe('ok');
    expect(checkVersion('postgres.version', 'postgres', '18.4').level).toBe('ok');
    expect(checkVersion('nats.version', 'nats', '2.8.4').level).toBe('problem');
    expect(checkVersion('postgres.version', 'postgres', '14.9')).toMatchObject({
      level: 'problem',
      what: 'Postgres 14.9 is too old',
      remedy: expect.stringContaining('15.0 or later') as string,
    });
  });
});

describe('doctor, of processes', () => {
  const up = {
    address: 'a:1',
    release: '1.0.0',
    isReady: true,
    notReady: '',
    clockSeconds: 0,
  };

  it('says nothing of processes that are ready and of its own release', () => {
    expect(levels(checkServices([up, { ...up, address: 'b:1' }], '1.0.0'))).toEqual(['ok', 'ok']);
  });

  it('names a process that is not ready, and releases that run at once', () => {
    const down = { ...up, isReady: false, notReady: 'NATS down' };
    expect(checkServices([up, down], '1.0.0')[0]?.what).toBe('a:1 is not ready (NATS down)');
    const [, mixed] = checkServices([up, { ...up, release: '0.9.0' }], '1.0.0');
    expect(mixed).toMatchObject({
      level: 'warning',
      what: expect.stringContaining('0.9.0, 1.0.0') as string,
    });
  });

  it('tells a clock that differs from one that cannot be measured more exactly', () => {
    expect(checkClock('host', 0.3, 0.01)).toMatchObject({
      level: 'warning',
      what: 'host: 300 ms ahead of Postgres',
    });
    expect(checkClock('host', -2, 0.01).what).toBe('host: 2000 ms behind Postgres');
    expect(checkClock('host', 0.3, 0.1).level).toBe('ok');
  });
});

describe('doctor, of Postgres', () => {
  const server = { isReadOnly: false, fsync: 'on', connections: 10, maxConnections: 100 };
  const role = {
    schema: 'routing',
    role: 'rejoin_routing',
    canLogIn: true,
    isPowerful: false,
    hasSearchPath: true,
    foreign: [],
  };

  it('says nothing of a server, roles, indexes and facts that are in order', () => {
    expect(levels(checkServer(server))).toEqual(['ok', 'ok', 'ok']);
    expect(levels(checkRoles(['routing'], [role]))).toEqual(['ok']);
    expect(levels(checkIndexes([]))).toEqual(['ok']);
    expect(
      levels(checkBacklog([{ schema: 'routing', unpublished: 3, oldestSeconds: 2, parked: 0 }])),
    ).toEqual(['ok']);
  });

  it('names what is wrong with each', () => {
    expect(
      levels(checkServer({ isReadOnly: true, fsync: 'off', connections: 90, maxConnections: 100 })),
    ).toEqual(['problem', 'problem', 'warning']);
    expect(checkRoles(['routing'], [])[0]?.what).toBe('routing has no schema');
    expect(
      checkRoles(['routing'], [{ ...role, canLogIn: false, hasSearchPath: false, foreign: ['config'] }]),
    ).toHaveLength(3);
    expect(checkRoles(['routing'], [{ ...role, isPowerful: true, foreign: ['config'] }])).toHaveLength(1);
    expect(checkIndexes(['routing.broken'])[0]?.remedy).toBe('REINDEX INDEX CONCURRENTLY routing.broken;');
    expect(checkBacklog([{ schema: 'routing', unpublished: 3, oldestSeconds: 90, parked: 2 }])).toHaveLength(
      2,
    );
  });

  it('tells pending migrations from those of a newer release', () => {
    const expected = ['001', '002'];
    const of = (applied: readonly string[] | undefined) =>
      checkMigrations([{ service: 'routing', expected, applied }]);
    expect(levels(of(expected))).toEqual(['ok']);
    expect(of(undefined)[0]?.what).toBe('routing has no tables');
    expect(of(['001'])[0]).toMatchObject({ level: 'problem', what: 'routing has not applied 002' });
    expect(of([...expected, '003'])[0]).toMatchObject({
      level: 'warning',
      what: expect.stringContaining('003') as string,
    });
  });
});

describe('doctor, of streams', () => {
  const services = Object.keys(followed) as ServiceName[];
  const whole = services.map((service) => ({
    service,
    found: {
      replicas: 3,
      currentReplicas: 3,
      behind: [],
      messages: 1,
      differences: [],
      durables: durablesNeeded(service, ['crm']).flatMap(([first = []]) =>
        first.map((name) => ({ name, pending: 0 })),
      ),
      leaderless: [] as string[],
    },
  }));

  it('says nothing of streams that have their settings and durables', () => {
    expect(levels(checkStreams(whole, ['crm']))).toEqual(['ok']);
  });

  it('names a stream that is gone, a setting, a durable that is missing, and one that nobody uses', () => {
    const [first, second] = whole;
    const found = checkStreams(
      [
        { service: 'config', found: undefined },
        {
          ...second!,
          found: {
            ...second!.found,
            differences: [{ setting: 'max_age', expected: 7, actual: 1 }],
            durables: [],
          },
        },
      ],
      [],
    ).map(({ what }) => what);
    expect(found).toContain('the stream REJOIN_CONFIG does not exist');
    expect(found).toContain('REJOIN_ROUTING has max_age 1 instead of 7');
    expect(found.some((what) => what.includes('has no durable integrator'))).toBe(true);
    const behind = { ...first!, found: { ...first!.found, currentReplicas: 2, behind: ['nats-2'] } };
    expect(checkStreams([behind], ['crm'])).toEqual([
      expect.objectContaining({
        level: 'warning',
        what: '2 of the 3 copies of REJOIN_CONFIG are current, not that of nats-2',
      }),
    ]);
    const [lost = '', ...others] = first!.found.durables.map(({ name }) => name);
    const leaderless = {
      ...first!,
      found: {
        ...first!.found,
        durables: others.map((name) => ({ name, pending: 0 })),
        leaderless: [lost],
      },
    };
    expect(checkStreams([leaderless], ['crm'])).toEqual([
      expect.objectContaining({
        level: 'problem',
        what: `REJOIN_CONFIG has durables without a leader, to which nothing is delivered: ${lost}`,
      }),
    ]);
    const single = { ...first!, found: { ...first!.found, replicas: 1, currentReplicas: 1 } };
    expect(levels(checkStreams([single], ['crm'], 1))).toEqual(['ok']);
    expect(checkStreams([single], ['crm'], 3)).toEqual([
      expect.objectContaining({
        level: 'warning',
        what: 'REJOIN_CONFIG has one copy in a cluster of 3 servers',
        remedy: expect.stringContaining('NATS_STREAM_REPLICAS=3 for config') as string,
      }),
    ]);
    expect(checkStreams([first!], [])[0]?.what).toBe(
      `${streamOf('config')} has a durable crm that nothing here uses`,
    );
  });
});

describe('doctor, of secrets', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
  const secrets = {
    POSTGRES_PASSWORD: 'a-password-of-many-letters-09',
    REJOIN_LINK_KEY: randomBytes(32).toString('base64url'),
    REJOIN_TOKEN_PRIVATE_KEY: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    REJOIN_TOKEN_PUBLIC_KEY: base64(publicKey.export({ type: 'spki', format: 'pem' })),
    REJOIN_SETUP_TOKEN: '',
  };
  const of = (changed: object) => checkSecrets(Object.keys(secrets), { ...secrets, ...changed });

  it('says nothing of strong ones, and never shows one', () => {
    expect(levels(of({}))).toEqual(['ok']);
    expect(JSON.stringify(of({ POSTGRES_PASSWORD: 'hunter2' }))).not.toContain('hunter2');
  });

  it('names one that is missing, too short, too simple, or of another pair', () => {
    expect(of({ POSTGRES_PASSWORD: undefined })[0]?.what).toBe('POSTGRES_PASSWORD is missing');
    expect(of({ POSTGRES_PASSWORD: 'short' })[0]?.what).toContain('has 5 characters');
    expect(of({ POSTGRES_PASSWORD: 'a'.repeat(30) })[0]?.what).toContain('1 different characters');
    expect(of({ REJOIN_LINK_KEY: 'c2hvcnQ' })[0]?.what).toContain('has 5 bytes');
    expect(of({ REJOIN_LINK_KEY: Buffer.alloc(32, 7).toString('base64url') })[0]?.what).toContain(
      'not random',
    );
    expect(of({ REJOIN_LINK_KEY: 'not/base64url+'.repeat(4) })[0]?.what).toContain('not in base64url');
    expect(of({ REJOIN_SETUP_TOKEN: 'short-token' })[0]?.what).toContain('REJOIN_SETUP_TOKEN');
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    expect(of({ REJOIN_TOKEN_PUBLIC_KEY: base64(other) })[0]?.what).toContain('does not belong to');
    expect(of({ REJOIN_TOKEN_PRIVATE_KEY: 'bm90IGEga2V5' })[0]?.what).toContain('is not a key');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const REJOIN_TOKEN_PRIVATE_KEY = base64(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(of({ REJOIN_TOKEN_PRIVATE_KEY })[0]?.what).toContain('is not a key');
    const NATS_READER_PASSWORDS = 'crm:short';
    expect(of({ NATS_READER_PASSWORDS })[0]?.what).toContain('the password of crm has 5 characters');
    const six = Array.from({ length: 6 }, () => randomBytes(32).toString('base64url')).join('\n');
    expect(of({ REJOIN_LINK_KEY: six })[0]?.what).toContain('has 6 lines');
  });

  it('warns of a reader that has two users, and says how to end the older one', () => {
    const strong = () => randomBytes(24).toString('base64url');
    const NATS_READER_PASSWORDS = `crm_2:${strong()},warehouse:${strong()}`;
    expect(levels(of({ NATS_READER_PASSWORDS }))).toEqual(['ok']);
    expect(of({ NATS_READER_PASSWORDS: `${NATS_READER_PASSWORDS},crm:${strong()}` })).toEqual([
      {
        check: 'secrets',
        level: 'warning',
        what: 'the reader crm has an old password, that of the user crm, which is still accepted',
        remedy: expect.stringContaining('npm run readers -- end crm') as string,
      },
    ]);
  });

  it('warns of an old value that is still accepted, and says how to end it', () => {
    const fresh = randomBytes(32).toString('base64url');
    expect(of({ REJOIN_LINK_KEY: `${fresh}\n${secrets.REJOIN_LINK_KEY}` })).toEqual([
      {
        check: 'secrets',
        level: 'warning',
        what: 'REJOIN_LINK_KEY has 1 old value, which is still accepted',
        remedy: expect.stringContaining('npm run secrets -- end REJOIN_LINK_KEY') as string,
      },
    ]);
    expect(levels(of({ REJOIN_LINK_KEY: `${fresh}\nc2hvcnQ` }))).toEqual(['problem', 'warning']);
  });

  it('accepts token keys while they are changed, and not when the newest has no other half', () => {
    const other = generateKeyPairSync('ed25519');
    const otherPrivate = base64(other.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const otherPublic = base64(other.publicKey.export({ type: 'spki', format: 'pem' }));
    const REJOIN_TOKEN_PRIVATE_KEY = `${otherPrivate}\n${secrets.REJOIN_TOKEN_PRIVATE_KEY}`;
    const REJOIN_TOKEN_PUBLIC_KEY = `${otherPublic}\n${secrets.REJOIN_TOKEN_PUBLIC_KEY}`;
    expect(levels(of({ REJOIN_TOKEN_PRIVATE_KEY, REJOIN_TOKEN_PUBLIC_KEY }))).toEqual(['warning', 'warning']);
    expect(levels(of({ REJOIN_TOKEN_PRIVATE_KEY }))).toEqual(['warning', 'problem']);
  });
});

describe('doctor, of certificates and disks', () => {
  it('warns before the end, and names it afterwards', () => {
    expect(checkCertificate('https://x', 30 * day, 0).level).toBe('ok');
    expect(checkCertificate('https://x', 5 * day, 0).level).toBe('warning');
    expect(checkCertificate('https://x', 5 * day, 6 * day).level).toBe('problem');
    expect(checkRoom('/', 50e9, 100e9).level).toBe('ok');
    expect(checkRoom('/', 10e9, 100e9).level).toBe('warning');
    expect(checkRoom('/', 1e9, 100e9)).toMatchObject({
      level: 'problem',
      what: '/ has 1.0 GB of 100.0 GB free',
    });
  });

  it('ends its report with a summary', () => {
    expect(linesOf([{ check: 'a', level: 'problem', what: 'is wrong', remedy: 'Repair it.' }])).toEqual([
      'PROBLEM a: is wrong',
      '          Repair it.',
      '',
      'doctor: 1 problems, 0 warnings, 0 skipped, 0 in order',
    ]);
  });
});
