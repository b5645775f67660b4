import { Database } from '@rejoin/persistence';
import { isAlive } from '@rejoin/servers';
import { Client } from 'pg';
import { auditReconnections } from '../../apps/reconnection-timer/src/store/auditor';
import { auditCapacity } from '../../apps/routing/src/store/auditor';
import { pause } from '../story/until';
import { auditEach } from '../../apps/cli/src/store/audit/auditor';
import type { Crowd } from './crowd';
import type { Findings } from './findings';
import type { ShownTranscript } from './records';
import { storedIn, wrongAcks, wrongOrder, wrongShown, type Stored } from './transcripts';
import type { Subscriber } from './subscriber';
import type { System } from './system';

const settleMs = 60_000;

/** Compares everything once all clients are at rest. Work in flight has a minute to finish. */
export async function auditAtRest(
  system: System,
  crowd: Crowd,
  subscriber: Subscriber,
  findings: Findings,
): Promise<void> {
  const { records } = crowd;
  findings.add('all clients come to rest within a minute', await crowd.rest());
  findings.add('no service ends without being stopped', await endedByThemselves(system));
  const live: ShownTranscript[] = [];
  findings.add(
    'pages and desks show what is stored',
    await settled(async () => {
      const shown = crowd.shown();
      live.splice(0, live.length, ...shown);
      const stored = await storedIn(system.databaseUrl);
      return [...wrongShown(shown, stored), ...(await notOnDesks(system, crowd))];
    }),
  );
  records.count('transcripts compared', live.length);
  await crowd.empty();
  findings.add('no unit is taken when all chats have ended', await settled(() => stillTaken(system)));
  for (const [promise, found] of await settledAudit(system)) findings.add(promise, found);
  findings.add(
    'the timer’s windows and facts agree',
    await settled(() => asService(system, 'reconnection-timer')),
  );
  findings.add(
    'the ledger, the agents and the facts agree',
    await settled(() => asService(system, 'routing')),
  );
  const stored: Stored = await storedIn(system.databaseUrl);
  records.count('entries compared', stored.count);
  findings.add(
    'acknowledged messages are stored once, as acknowledged',
    wrongAcks(records.acknowledged, stored),
  );
  findings.add('no text is stored twice, each sender’s in order', wrongOrder(stored));
  findings.add(
    'a subscriber has every fact, once per version',
    await settled(() => missingFacts(system, subscriber)),
  );
  findings.add('no client receives a wrong reply', records.complaints.splice(0));
  records.compared();
}

/** Returns the findings that remain until the time is over. */
async function settled(look: () => Promise<string[]>): Promise<string[]> {
  const end = performance.now() + settleMs;
  for (;;) {
    const found = await look();
    if (found.length === 0 || performance.now() > end) return found;
    await pause(200);
  }
}

async function settledAudit(system: System): Promise<Map<string, string[]>> {
  let found = new Map<string, string[]>();
  await settled(async () => {
    found = await auditEach(system.databaseUrl);
    return [...found.values()].flat();
  });
  return found;
}

/** Starts a service again whose process ended without being killed, so that the campaign continues. */
async function endedByThemselves({ replicas }: System): Promise<string[]> {
  const gone = replicas.filter(({ process }) => !isAlive(process.pid));
  const found = gone.map(({ name, process }) => `${name}: ${process.log(5)}`);
  for (const { process } of gone) await process.restart();
  return found;
}

async function asService(system: System, service: 'routing' | 'reconnection-timer'): Promise<string[]> {
  const url = system.databases.urls[service];
  const database = await Database.open({ url, applicationName: 'prove', poolSize: 1 });
  try {
    return service === 'routing' ? await auditCapacity(database) : await auditReconnections(database);
  } finally {
    await database.close();
  }
}

async function stillTaken(system: System): Promise<string[]> {
  const rows = await ask<{ finding: string }>(
    system,
    `select format('agent %s has %s units taken', id, used_units) as finding from routing.agents where used_units <> 0
     union all
     select format('conversation %s is %s with slot %s', id, state, slot) from routing.conversations where slot <> 'none'
     union all
     select format('conversation %s has an open window until %s', conversation_id, deadline_at)
       from reconnection_timer.windows where outcome is null`,
  );
  return rows.map(({ finding }) => finding);
}

/** Finds chats of an agent that the agent's desk does not show. */
async function notOnDesks(system: System, { agents }: Crowd): Promise<string[]> {
  const rows = await ask<{ id: string; agentId: string }>(
    system,
    `select id, agent_id as "agentId" from routing.conversations where state = 'active'`,
  );
  return rows.flatMap(({ id, agentId }) => {
    const desk = agents.get(agentId)?.desk;
    return desk && !desk.conversation(id) ? [`the desk of ${agentId} does not show ${id}`] : [];
  });
}

async function missingFacts(system: System, { heard, complaints }: Subscriber): Promise<string[]> {
  const schemas = ['config', 'session_gateway', 'reconnection_timer', 'routing'];
  const rows = await ask<{ name: string; type: string }>(
    system,
    schemas
      .map((one) => `select family || '/' || aggregate_id || '/' || version as name, type from ${one}.outbox`)
      .join(' union all '),
  );
  const told = new Map(rows.map(({ name, type }) => [name, type]));
  return [
    ...complaints,
    ...rows.flatMap(({ name, type }) => {
      const kind = heard.get(name);
      if (kind === type) return [];
      return [
        kind === undefined
          ? `${name} ${type} was not received`
          : `${name} is ${type}, but ${kind} was received`,
      ];
    }),
    ...[...heard.keys()]
      .filter((name) => !told.has(name))
      .map((name) => `${name} was received and is in no outbox`),
  ].slice(0, 5);
}

async function ask<Row>(system: System, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: system.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
