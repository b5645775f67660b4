import type { ServiceName } from '@rejoin/contracts';
import { connect } from 'nats';
import { Client } from 'pg';
import { pause } from '../story/until';
import { killAt, killPoints, type KillPoint } from './kill-points';
import { slownessBy } from './line';
import type { Random } from './random';
import { whyNoSmallDisk } from './small-disk';
import type { Replica, System } from './system';

/**
 * A fault. `hurt` resolves with the instant (of `performance.now()`) at which the system has everything that
 * it needs again, or with that of the fault itself where replicas can take over; with undefined when the
 * fault did not take place.
 */
export interface Fault {
  readonly kind: string;
  /** The parts that the fault affects. Two faults at the same time must not share a part. */
  readonly touches: readonly string[];
  /** The reason why this machine cannot play it. Left out or undefined means that it can. */
  readonly impossible?: () => string | undefined;
  hurt(system: System, random: Random): Promise<number | undefined>;
}

const services: readonly ServiceName[] = ['config', 'routing', 'reconnection-timer', 'session-gateway'];
const now = () => performance.now();
/** The number of parts of 4 MB; together they exceed Postgres's reserve. */
const logParts = 100;

/** Every kind of fault of a campaign. */
export const faults: readonly Fault[] = [
  ...services.flatMap((service) => ofService(service)),
  ...killPoints.map((point): Fault => {
    return {
      kind: `killed ${point}`,
      touches: services,
      hurt: (system, random) => killInside(point, system, random),
    };
  }),
  { kind: 'all services killed', touches: services, hurt: killAll },
  { kind: 'all replicas of a service killed', touches: services, hurt: killAllReplicas },
  {
    kind: 'NATS killed',
    touches: ['nats'],
    hurt: async ({ nats }) => {
      await nats.kill('SIGKILL');
      await nats.start();
      return now();
    },
  },
  {
    kind: 'NATS frozen',
    touches: ['nats'],
    hurt: async ({ nats }, random) => {
      process.kill(nats.pid, 'SIGSTOP');
      await pause(random.between(1_000, 5_000));
      process.kill(nats.pid, 'SIGCONT');
      return now();
    },
  },
  {
    kind: 'NATS data wiped',
    touches: ['nats'],
    hurt: async ({ nats }) => {
      await nats.wipe();
      return now();
    },
  },
  {
    kind: 'NATS data rolled back',
    touches: ['nats'],
    hurt: async ({ nats }, random) => {
      await nats.keepCopy();
      await pause(random.between(500, 3_000));
      await nats.rollBack();
      return now();
    },
  },
  { kind: 'one message removed from NATS', touches: ['nats'], hurt: removeMessage },
  {
    kind: 'NATS accounts with wrong passwords',
    touches: ['nats'],
    hurt: async ({ nats }, random) => {
      nats.refuseEverybody();
      await pause(random.between(300, 3_000));
      nats.admitEverybody();
      return now();
    },
  },
  {
    kind: 'Postgres killed',
    touches: ['postgres'],
    hurt: async (system) => {
      await system.killPostgres();
      await system.startPostgres();
      return now();
    },
  },
  { kind: 'Postgres read-only', touches: ['postgres'], hurt: readOnly },
  { kind: 'Postgres backends terminated', touches: ['postgres'], hurt: terminate },
  {
    kind: 'the disk of Postgres and NATS full',
    touches: ['postgres', 'nats'],
    impossible: whyNoSmallDisk,
    hurt: fillDisk,
  },
  { kind: 'a row locked from outside', touches: ['postgres'], hurt: lockRow },
];

/** Faults that no campaign plays, for the reader of its figures. */
export const notTried = [
  'the loss of what the operating system had not written when the power failed (kill -9 keeps it)',
  'two Postgres servers: a failover is played by ended connections and a read-only time',
];

function ofService(service: ServiceName): Fault[] {
  const one = (system: System, random: Random): Replica => random.pick(system.of(service));
  return [
    {
      kind: `${service} killed`,
      touches: [service],
      hurt: async (system, random) => {
        const { process } = one(system, random);
        const at = now();
        await process.kill('SIGKILL');
        await process.restart();
        return at;
      },
    },
    {
      kind: `${service} restarted`,
      touches: [service],
      hurt: async (system, random) => {
        const at = now();
        await one(system, random).process.restart();
        return at;
      },
    },
    {
      kind: `${service} frozen`,
      touches: [service],
      hurt: async (system, random) => {
        const { process } = one(system, random);
        await process.kill('SIGSTOP');
        await pause(random.between(1_000, 7_000));
        await process.kill('SIGCONT');
        return now();
      },
    },
    {
      kind: `${service} cut off`,
      touches: [service],
      hurt: async (system, random) => {
        const { postgres, nats } = one(system, random);
        const lines = random.pick([[postgres], nats, [postgres, ...nats]]);
        const hurt = random.pick(['silence', 'cut'] as const);
        for (const line of lines) line[hurt]();
        await pause(random.between(200, 5_000));
        for (const line of lines) line.restore();
        return now();
      },
    },
    {
      kind: `${service} half cut off`,
      touches: [service],
      hurt: async (system, random) => {
        const { postgres, nats } = one(system, random);
        for (let n = random.between(1, 5); n > 0; n--) {
          for (const line of [postgres, ...nats])
            if (random.isIt(0.5)) line.halfClose(random.pick(['client', 'server']));
            else line.reset();
          await pause(random.between(50, 500));
        }
        return now();
      },
    },
    {
      kind: `${service} on slow lines`,
      touches: [service],
      hurt: async (system, random) => {
        const { postgres, nats } = one(system, random);
        for (const line of [postgres, ...nats]) line.slow(slownessBy(random));
        await pause(random.between(1_000, 5_000));
        for (const line of [postgres, ...nats]) line.restore();
        return now();
      },
    },
  ];
}

/** Picks one of the services that always have something to write. */
async function killInside(point: KillPoint, system: System, random: Random): Promise<number | undefined> {
  const { process, killFile } = random.pick(
    system.of(random.pick(['session-gateway', 'routing', 'reconnection-timer'])),
  );
  if (!(await killAt(point, { pid: process.pid, file: killFile }))) return undefined;
  const at = now();
  await process.restart();
  return at;
}

async function killAll({ replicas }: System): Promise<number> {
  await Promise.all(replicas.map(({ process }) => process.kill('SIGKILL')));
  await Promise.all(replicas.map(({ process }) => process.restart()));
  return now();
}

async function killAllReplicas(system: System, random: Random): Promise<number> {
  const replicas = system.of(random.pick(services));
  await Promise.all(replicas.map(({ process }) => process.kill('SIGKILL')));
  await Promise.all(replicas.map(({ process }) => process.restart()));
  return now();
}

/** Removes one of the latest messages of a stream, which its consumers may or may not have received. */
async function removeMessage({ nats }: System, random: Random): Promise<number> {
  const { host, username, password } = new URL(nats.url);
  const connection = await connect({ servers: host, user: username, pass: password });
  try {
    const manager = await connection.jetstreamManager();
    const streams = await manager.streams.list().next();
    const { config, state } = random.pick(streams.filter(({ state }) => state.messages > 0));
    const seq = Math.max(state.first_seq, state.last_seq - random.between(0, 3));
    await manager.streams.deleteMessage(config.name, seq).catch(() => undefined);
    return now();
  } finally {
    await connection.close();
  }
}

/**
 * Fills the disk until Postgres cannot write its log. Afterwards ended servers are started again, and NATS in
 * any case, because it stores nothing until then. The keeper of `npm start` does the same.
 */
async function fillDisk(system: System, random: Random): Promise<number | undefined> {
  await system.disk.fill();
  try {
    const isRefused = await asAdmin(system.serverUrl, async (admin) => {
      for (let n = 0; n < logParts; n++)
        await admin.query(`select pg_logical_emit_message(true, 'prove', repeat('x', 4000000))`);
    }).then(
      () => false,
      () => true,
    );
    await pause(random.between(500, 4_000));
    if (!isRefused) return undefined;
  } finally {
    system.disk.empty();
    await system.revivePostgres();
    await system.nats.restart();
  }
  return now();
}

/** Plays a failover: connections end, and new ones cannot write for a while. */
async function readOnly(system: System, random: Random): Promise<number> {
  const { databaseName } = system;
  await asAdmin(system.serverUrl, async (admin) => {
    await admin.query(`alter database ${databaseName} set default_transaction_read_only = on`);
    await endBackends(admin, databaseName);
    await pause(random.between(1_000, 6_000));
    await admin.query(`alter database ${databaseName} reset default_transaction_read_only`);
  });
  return now();
}

async function terminate(system: System, random: Random): Promise<number> {
  await asAdmin(system.serverUrl, async (admin) => {
    for (let n = random.between(1, 12); n > 0; n--) {
      await endBackends(admin, system.databaseName);
      await pause(250);
    }
  });
  return now();
}

/** The conversation that was created last is the one in use. */
async function lockRow(system: System, random: Random): Promise<number> {
  const table = random.pick(['session_gateway.conversations', 'routing.conversations', 'routing.agents']);
  await asAdmin(system.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query(`select from ${table} order by id desc limit 1 for update`);
    await pause(random.between(1_000, 5_000));
    await admin.query('rollback');
  });
  return now();
}

async function endBackends(admin: Client, database: string): Promise<void> {
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
}

async function asAdmin(url: string, act: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: url });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    await act(admin);
  } finally {
    await admin.end();
  }
}
