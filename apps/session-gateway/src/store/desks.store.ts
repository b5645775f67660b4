import { isRefused, UnitOfWork, type Change, type Instant, type Refused } from '@rejoin/kernel';
import { Outbox, writeWork } from '@rejoin/messaging';
import { Database, databaseClock, Batcher, type Sql, type Tx } from '@rejoin/persistence';
import type { AgentSessionFact } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import {
  absentDesk,
  deskDecider,
  type Desk,
  type DeskCommand,
  type DeskEvent,
  type DeskLine,
} from '../domain/desk';

export interface DeskChange {
  readonly agentId: string;
  readonly command: DeskCommand;
  /** Known when an agent joins: the name that customers and colleagues see. */
  readonly displayName?: string;
}

export interface DeskChanged {
  readonly desk: Desk;
  readonly events: readonly DeskEvent[];
  readonly at: Instant;
}

/** Agents' presence at their desks: decided like sessions, each under its row lock. */
@Injectable()
export class DesksStore {
  private readonly listeners = new Set<(changes: readonly Change<Desk, DeskEvent>[]) => void>();
  private readonly commits = new Batcher<DeskChange, DeskChanged | Refused>(
    (changes) => this.database.transaction((tx) => this.changeMany(tx, changes)),
    { name: 'desks' },
  );

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  onCommitted(listener: (changes: readonly Change<Desk, DeskEvent>[]) => void): void {
    this.listeners.add(listener);
  }

  change(change: DeskChange): Promise<DeskChanged | Refused> {
    return this.commits.submit(change);
  }

  async changeMany(tx: Tx, changes: readonly DeskChange[]): Promise<(DeskChanged | Refused)[]> {
    const [desks, now] = await Promise.all([this.lock(tx, changes), databaseClock(tx)]);
    const work = new UnitOfWork(deskDecider, desks);
    const outcomes = changes.map(({ agentId, command }): DeskChanged | Refused => {
      const { after: desk, decision } = work.decide(agentId, { command, now });
      return isRefused(decision) ? decision : { desk, events: decision, at: now };
    });
    writeWork(tx, this.outbox, work, {
      save: (done) => updateDesks(tx, done.changes, named(changes)),
      facts: (events) => events.filter(isFact),
      committed: (changed) => {
        for (const listener of this.listeners) listener(changed);
      },
    });
    return outcomes;
  }

  private async lock(tx: Tx, changes: readonly DeskChange[]): Promise<Map<string, Desk>> {
    const joining = named(changes);
    if (joining.length > 0) {
      tx.write(
        `insert into desks (agent_id, org, display_name, desk)
         select distinct on (id) id, 'default', name, desk from unnest($1::text[], $2::text[], $3::jsonb[]) as n (id, name, desk)
         order by id on conflict (agent_id) do nothing`,
        [
          joining.map((change) => change.agentId),
          joining.map((change) => change.displayName),
          joining.map((change) => JSON.stringify(absentDesk(change.agentId))),
        ],
      );
    }
    const ids = [...new Set(changes.map((change) => change.agentId))];
    const rows = await tx.query<{ id: string; desk: Desk }>(
      `select agent_id as id, desk from desks where agent_id = any($1) order by agent_id for update`,
      [ids],
    );
    const known = new Map(rows.map(({ id, desk }) => [id, desk]));
    return new Map(ids.map((id) => [id, known.get(id) ?? absentDesk(id)]));
  }
}

/** The desk that a row gets: the second parameter has all of them, by their agent. */
const next = '($2::jsonb->agent_id)';

function updateDesks(tx: Tx, changes: readonly Change<Desk, DeskEvent>[], joined: readonly Named[]): void {
  const names = new Map(joined.map(({ agentId, displayName }) => [agentId, displayName]));
  tx.write(
    `update desks set desk = ${next}, display_name = coalesce($3::jsonb->>agent_id, display_name),
       promote_at = (${next}->>'promoteAt')::timestamptz,
       incarnations = (select coalesce(array_agg(distinct line->>'incarnation'), '{}')
                       from jsonb_array_elements(${next}->'lines') as line)
     where agent_id = any($1)`,
    [
      changes.map(({ key }) => key),
      JSON.stringify(Object.fromEntries(changes.map(({ key, after }) => [key, after]))),
      JSON.stringify(Object.fromEntries(names)),
    ],
  );
}

type Named = DeskChange & { readonly displayName: string };

function named(changes: readonly DeskChange[]): Named[] {
  return changes.flatMap((change) =>
    change.displayName === undefined ? [] : [{ ...change, displayName: change.displayName }],
  );
}

function isFact(event: DeskEvent): event is AgentSessionFact {
  return event.type.startsWith('Agent');
}

/** Names that customers and colleagues see, of agents who have been at a desk. */
export async function readNames(sql: Sql, agentIds: readonly string[]): Promise<Map<string, string>> {
  if (agentIds.length === 0) return new Map();
  const rows = await sql.query<{ id: string; name: string }>(
    `select agent_id as id, display_name as name from desks where agent_id = any($1)`,
    [agentIds],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Lines of these agents' desks, at whatever gateway. */
export async function readLines(
  sql: Sql,
  agentIds: readonly string[],
): Promise<Map<string, readonly DeskLine[]>> {
  const rows = await sql.query<{ id: string; lines: DeskLine[] }>(
    `select agent_id as id, desk->'lines' as lines from desks where agent_id = any($1)`,
    [agentIds],
  );
  return new Map(rows.map(({ id, lines }) => [id, lines]));
}

/**
 * Where these agents' desks stand, and stay until this transaction ends: a desk that changes after is told of to
 * whoever sees what this transaction has written. Locks agents in id order.
 */
export async function holdDesks(tx: Tx, agentIds: readonly string[]): Promise<Map<string, Desk['status']>> {
  if (agentIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; status: Desk['status'] }>(
    `select agent_id as id, desk->>'status' as status from desks
     where agent_id = any($1) order by agent_id for share`,
    [agentIds],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** An agent's line, at whatever gateway. */
export interface Seat {
  readonly agentId: string;
  readonly lineId: string;
}

/** Of these lines those that are at their agent's desk no more. */
export async function fencedLines(sql: Sql, seats: readonly (Seat | null)[]): Promise<Set<string>> {
  const asked = seats.filter((seat) => seat !== null);
  if (asked.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    `select s.id from unnest($1::text[], $2::text[]) as s (agent_id, id)
     where (select desk->'lines' @> jsonb_build_array(jsonb_build_object('id', s.id))
            from desks where agent_id = s.agent_id) is not true`,
    [asked.map(({ agentId }) => agentId), asked.map(({ lineId }) => lineId)],
  );
  return new Set(rows.map(({ id }) => id));
}
