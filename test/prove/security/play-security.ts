import { isAlive, projectFolder } from '@rejoin/servers';
import { Client } from 'pg';
import { pause } from '../../story/until';
import type { Findings } from '../findings';
import { Random } from '../random';
import { playSpecs } from '../specs';
import type { System } from '../system';
import { tryFrames } from './frame-matrix';
import { fuzzFrames, fuzzHttp } from './fuzz';
import { tryRoutes } from './http-matrix';
import { openPeople, type People } from './people';
import { sweepSecrets } from './secrets-sweep';

/** How often each attack was tried. */
export interface SecurityFigures {
  readonly 'wrong principals at routes': number;
  readonly 'frames of wrong principals': number;
  readonly frames: number;
  readonly requests: number;
  readonly 'places swept for secrets': number;
}

export interface SecurityTerms {
  readonly frames: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
  readonly isStopped: () => boolean;
}

/** The tests of the repository that show it, each on servers of its own. */
const shownByTests: Readonly<Record<string, readonly string[]>> = {
  'the rights of each user of NATS and Postgres': [
    'libs/servers/src/nats-config.int.spec.ts',
    'libs/testing/src/fresh-database.int.spec.ts',
    'libs/servers/src/provision.int.spec.ts',
  ],
  'attacks on tokens and links': [
    'apps/session-gateway/src/use-cases/identify-customer.spec.ts',
    'apps/session-gateway/src/domain/link-secret.spec.ts',
  ],
  'origins, redirects and addresses that settings name': [
    'apps/session-gateway/src/inbound/http/customer.http.int.spec.ts',
    'libs/service/src/outside-fetch.spec.ts',
  ],
  'floods, beside a neighbour who is served': [
    'apps/session-gateway/src/inbound/sockets/socket-server.int.spec.ts',
    'libs/service/src/http-server.spec.ts',
    'apps/config/src/inbound/sign-in.int.spec.ts',
  ],
};
const neighbourWaitsMs = 10_000;

/** Attacks a running system while legitimate clients use it, and searches its data for secrets. */
export async function playSecurity(
  system: System,
  { frames, seed, tell, isStopped }: SecurityTerms,
  findings: Findings,
): Promise<SecurityFigures> {
  await playTests(findings);
  findings.add('no user of Postgres reads the tables of another service', await foreignTables(system));
  const people = await openPeople(system, seed);
  try {
    const routes = await tryRoutes(system, people, findings);
    const matrix = await tryFrames(system, people, findings);
    tell(`security: ${routes} wrong principals at routes, ${matrix} frames`);
    const random = new Random(seed).fork(7);
    const neighbour = new Neighbour(people);
    const logs = system.replicas.map(({ process }) => process.log(Infinity).length);
    const sent = await fuzzFrames(system, people, { count: frames, random: random.fork(1), isStopped });
    const asked = await fuzzHttp(system, people, {
      ...{ count: Math.ceil(frames / 10), random: random.fork(2), isStopped },
    });
    tell(`security: ${sent.sent} hostile frames, ${asked.sent} hostile requests`);
    findings.add('a well-behaved neighbour of hostile clients is served', await neighbour.stop());
    findings.add('hostile requests are never a fault of the server', asked.found);
    findings.add('hostile clients end no process and leave no error', await marks(system, logs));
    const swept = await sweepSecrets(system, people.secrets);
    findings.add('no table, stream, log or metric contains a secret', swept.found);
    return {
      'wrong principals at routes': routes,
      'frames of wrong principals': matrix,
      frames: sent.sent,
      requests: asked.sent,
      'places swept for secrets': swept.places,
    };
  } finally {
    await people.close();
  }
}

async function playTests(findings: Findings): Promise<void> {
  const specs = Object.values(shownByTests).flat();
  const results = await playSpecs({ folder: projectFolder(), specs });
  for (const [what, files] of Object.entries(shownByTests)) {
    const own = results.filter(({ spec }) => files.some((file) => spec.endsWith(file)));
    const found = own.filter(({ holds }) => !holds).map(({ name, why }) => `${name}: ${why}`);
    findings.add(`${what}: the repository’s tests`, own.length > 0 ? found : ['there are none']);
  }
}

/** A customer who sends a message every 700 ms and must get an acknowledgement each time. */
class Neighbour {
  private readonly found: string[] = [];
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(private readonly people: People) {
    this.done = this.talk();
  }

  async stop(): Promise<string[]> {
    this.stopped = true;
    await this.done;
    return this.found.slice(0, 5);
  }

  private async talk(): Promise<void> {
    for (let n = 1; !this.stopped; n++) {
      const begun = performance.now();
      const isTold = await Promise.race([
        this.people.mine.chat.send(`neighbour ${n}`).then(
          () => true,
          (error: unknown) => String(error),
        ),
        pause(neighbourWaitsMs).then(() => 'no answer'),
      ]);
      if (isTold !== true)
        this.found.push(`message ${n}: ${isTold} after ${Math.round(performance.now() - begun)} ms`);
      // This is the highest rate that one customer may send.
      await pause(700);
    }
  }
}

async function marks(system: System, before: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const [i, { name, process }] of system.replicas.entries()) {
    if (!isAlive(process.pid)) found.push(`${name} has ended`);
    const lines = process.log(Infinity).slice(before[i]).split('\n');
    const errors = lines.filter((line) => /"level":(50|60)|[Uu]nhandled/.test(line));
    if (errors.length > 0) found.push(`${name}: ${errors.length} errors: ${errors[0]?.slice(0, 300)}`);
    const ready = await fetch(`${process.opsUrl}/health/ready`).catch(() => undefined);
    if (ready?.status !== 200) found.push(`${name} is not ready: ${String(ready?.status)}`);
  }
  return found;
}

/** Reads, as each service's own user, every table of other services. */
async function foreignTables({ databases }: System): Promise<string[]> {
  const found: string[] = [];
  let looked = 0;
  for (const [service, url] of Object.entries(databases.urls)) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string; may: boolean }>(
        `select c.oid::regclass::text as name, has_table_privilege(c.oid, 'select, insert, update, delete, truncate')
           or has_schema_privilege(n.oid, 'create') as may
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', $1)`,
        [service.replaceAll('-', '_')],
      );
      looked += rows.length;
      found.push(...rows.filter(({ may }) => may).map(({ name }) => `${service} may use ${name}`));
    } finally {
      await client.end();
    }
  }
  return looked === 0 ? ['there were no tables to look at'] : found;
}
