import { isRefused, UnitOfWork, type Change, type Instant, type Refused } from '@rejoin/kernel';
import { Outbox, writeWork } from '@rejoin/messaging';
import { Batcher, busy, Database, databaseClock, jsonById, type Sql, type Tx } from '@rejoin/persistence';
import { defaultOrganisation, type AgentSessionFact } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import {
  signedOutDesk,
  deskDecider,
  type Desk,
  type DeskCommand,
  type DeskEvent,
  type DeskConnection,
} from '../domain/desk';

export interface DeskChange {
  readonly agentId: string;
  readonly command: DeskCommand;
  /** The agent's name for customers and other agents. It is known when the agent joins. */
  readonly displayName?: string;
}

export interface DeskChangeResult {
  readonly desk: Desk;
  readonly events: readonly DeskEvent[];
  readonly at: Instant;
}

/** Stores agents' desks. Each command is decided while the desk's row is locked. */
@Injectable()
export class DesksStore {
  private readonly listeners = new Set<(changes: readonly Change<Desk, DeskEvent>[]) => void>();
  private readonly commits = new Batcher<DeskChange, DeskChangeResult | Refused>(
    (changes, waits) => this.database.transaction((tx) => this.changeMany(tx, changes, waits)),
    { name: 'desks', keyOf: ({ agentId }) => agentId },
  );

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  onCommitted(listener: (changes: readonly Change<Desk, DeskEvent>[]) => void): void {
    this.listeners.add(listener);
  }

  change(change: DeskChange): Promise<DeskChangeResult | Refused> {
    return this.commits.submit(change);
  }

  /** Without `waits`, changes of desks that another transaction has locked are `busy`. */
  private async changeMany(
    tx: Tx,
    changes: readonly DeskChange[],
    waits: boolean,
  ): Promise<(DeskChangeResult | Refused | typeof busy)[]> {
    const [desks, now] = await Promise.all([this.lock(tx, changes, waits), databaseClock(tx)]);
    const work = new UnitOfWork(deskDecider, desks);
    const outcomes = changes.map(({ agentId, command }): DeskChangeResult | Refused | typeof busy => {
      if (!desks.has(agentId)) return busy;
      const { after: desk, decision } = work.decide(agentId, { command, now });
      return isRefused(decision) ? decision : { desk, events: decision, at: now };
    });
    writeWork(tx, this.outbox, work, {
      save: (done) => updateDesks(tx, done.changes, withDisplayName(changes)),
      facts: (events) => events.filter(isAgentFact),
      committed: (changed) => {
        for (const listener of this.listeners) listener(changed);
      },
    });
    return outcomes;
  }

  /** Returns the locked desks, and empty ones of agents who have none. Desks that are locked already are missing. */
  private async lock(tx: Tx, changes: readonly DeskChange[], waits: boolean): Promise<Map<string, Desk>> {
    const namedChanges = withDisplayName(changes);
    if (namedChanges.length > 0) {
      tx.write(
        `insert into desks (agent_id, org, display_name, desk)
         select distinct on (id) id, '${defaultOrganisation}', name, desk from unnest($1::text[], $2::text[], $3::jsonb[]) as n (id, name, desk)
         order by id on conflict (agent_id) do nothing`,
        [
          namedChanges.map((change) => change.agentId),
          namedChanges.map((change) => change.displayName),
          namedChanges.map((change) => JSON.stringify(signedOutDesk(change.agentId))),
        ],
      );
    }
    const ids = [...new Set(changes.map((change) => change.agentId))];
    const rows = await tx.query<{ id: string; desk: Desk }>(
      `select agent_id as id, desk from desks where agent_id = any($1) order by agent_id for update${waits ? '' : ' skip locked'}`,
      [ids],
    );
    const desks = new Map(rows.map(({ id, desk }) => [id, desk]));
    const missing = ids.filter((id) => !desks.has(id));
    const existing = new Set(
      missing.length > 0
        ? (
            await tx.query<{ id: string }>(`select agent_id as id from desks where agent_id = any($1)`, [
              missing,
            ])
          ).map(({ id }) => id)
        : [],
    );
    for (const id of missing) if (!existing.has(id)) desks.set(id, signedOutDesk(id));
    return desks;
  }
}

/** The new document of a row. The second parameter has all documents by agent id. */
const next = '($2::jsonb->agent_id)';

function updateDesks(
  tx: Tx,
  changes: readonly Change<Desk, DeskEvent>[],
  namedChanges: readonly NamedDeskChange[],
): void {
  const names = new Map(namedChanges.map(({ agentId, displayName }) => [agentId, displayName]));
  tx.write(
    `update desks set desk = ${next}, display_name = coalesce($3::jsonb->>agent_id, display_name),
       promote_at = (${next}->>'promoteAt')::timestamptz,
       incarnations = (select coalesce(array_agg(distinct connection->>'incarnation'), '{}')
                       from jsonb_array_elements(${next}->'lines') as connection)
     where agent_id = any($1)`,
    [changes.map(({ key }) => key), jsonById(changes.map(({ key, after }) => [key, after])), jsonById(names)],
  );
}

type NamedDeskChange = DeskChange & { readonly displayName: string };

function withDisplayName(changes: readonly DeskChange[]): NamedDeskChange[] {
  return changes.flatMap((change) =>
    change.displayName === undefined ? [] : [{ ...change, displayName: change.displayName }],
  );
}

function isAgentFact(event: DeskEvent): event is AgentSessionFact {
  return event.type.startsWith('Agent');
}

/** Returns the display names of agents who have opened a desk. */
export async function readNames(sql: Sql, agentIds: readonly string[]): Promise<Map<string, string>> {
  if (agentIds.length === 0) return new Map();
  const rows = await sql.query<{ id: string; name: string }>(
    `select agent_id as id, display_name as name from desks where agent_id = any($1)`,
    [agentIds],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Returns which of these agents have signed out. */
export async function readSignedOut(sql: Sql, agentIds: readonly string[]): Promise<string[]> {
  if (agentIds.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `select agent_id as id from desks where agent_id = any($1) and desk->>'status' = 'signed-out'`,
    [agentIds],
  );
  return rows.map(({ id }) => id);
}

/** Returns the connections of these agents' desks at all gateways. */
export async function readDeskConnections(
  sql: Sql,
  agentIds: readonly string[],
): Promise<Map<string, readonly DeskConnection[]>> {
  const rows = await sql.query<{ id: string; connections: DeskConnection[] }>(
    `select agent_id as id, desk->'lines' as connections from desks where agent_id = any($1)`,
    [agentIds],
  );
  return new Map(rows.map(({ id, connections }) => [id, connections]));
}

/**
 * Returns the status of these agents' desks and locks the rows in id order until the transaction ends. A later change
 * of a desk therefore sees what this transaction has written.
 */
export async function lockDeskStatuses(
  tx: Tx,
  agentIds: readonly string[],
): Promise<Map<string, Desk['status']>> {
  if (agentIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; status: Desk['status'] }>(
    `select agent_id as id, desk->>'status' as status from desks
     where agent_id = any($1) order by agent_id for share`,
    [agentIds],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** A connection of an agent at any gateway. */
export interface AgentConnection {
  readonly agentId: string;
  readonly connectionId: string;
}

/** Returns the ids of those connections that no longer belong to their agent's desk. */
export async function readFencedConnections(
  sql: Sql,
  agentConnections: readonly (AgentConnection | null)[],
): Promise<Set<string>> {
  const present = agentConnections.filter((agentConnection) => agentConnection !== null);
  if (present.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    `select s.id from unnest($1::text[], $2::text[]) as s (agent_id, id)
     where (select desk->'lines' @> jsonb_build_array(jsonb_build_object('id', s.id))
            from desks where agent_id = s.agent_id) is not true`,
    [present.map(({ agentId }) => agentId), present.map(({ connectionId }) => connectionId)],
  );
  return new Set(rows.map(({ id }) => id));
}
