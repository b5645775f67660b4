import { offerLimits, type conversationSlots, type QueueFront, type queueLoads } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { instantSql, type Sql, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Conversation } from '../domain/conversation';
import { fromAbleAgents, isOfferable, isWaiting, queueOrder } from './queue-sql';

/** A conversation in the queue, as a desk lists it. */
export interface QueueEntry {
  conversationId: string;
  workstreamId: string;
  queuedAt: Instant;
}

/** A conversation that an agent can accept until an instant. */
export interface Offer extends QueueEntry {
  until: Instant;
}

export type QueueLoad = z.infer<typeof queueLoads.reply>['queues'][number];

type ConversationSlot = z.infer<typeof conversationSlots.reply>['slots'][number];

@Injectable()
export class ConversationsStore {
  /** Locks the rows in id order. Unknown ids are left out. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Conversation[]> {
    if (ids.length === 0) return [];
    return tx.query<Conversation>(
      `select ${columns} from conversations where id = any($1) order by id for update`,
      [ids],
    );
  }

  /** Locks the rows that are not locked already, without waiting. Leaves out the others. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<Conversation[]> {
    if (ids.length === 0) return [];
    return tx.query<Conversation>(
      `select ${columns} from conversations where id = any($1) order by id for update skip locked`,
      [ids],
    );
  }

  /**
   * Locks the first conversations of a queue, if an agent has free units: those that had an agent first, then by arrival.
   * It leaves out locked rows and does not wait for them, and conversations that every such agent has declined or missed.
   */
  async lockFirstInQueue(tx: Tx, workstreamId: string, limit: number): Promise<Conversation[]> {
    return tx.query<Conversation>(
      `select ${columns} from conversations
       where workstream_id = $1 and ${isOfferable} and exists (
         select ${fromAbleAgents})
         and (passed_until is null or passed_until <= clock_timestamp() or exists (
           select ${fromAbleAgents}
             and a.id <> all(passed_by)))
       order by ${queueOrder()} limit $2 for update skip locked`,
      [workstreamId, limit],
    );
  }

  /** Returns the active conversations of the first agents and those that are offered to the others, without locking them. */
  async activeOrOffered(
    sql: Sql,
    activeOf: readonly string[],
    offeredTo: readonly string[],
  ): Promise<string[]> {
    if (activeOf.length + offeredTo.length === 0) return [];
    const rows = await sql.query<{ id: string }>(
      `select id from conversations where agent_id = any($1) and state = 'active'
       union all select id from conversations where offered_to = any($2)`,
      [activeOf, offeredTo],
    );
    return rows.map(({ id }) => id);
  }

  /** Returns the offers that end first, overdue ones included, without locking them. */
  async offersByEnd(sql: Sql, limit: number): Promise<{ conversationId: string; endsInMs: number }[]> {
    return sql.query(
      `select id as "conversationId",
              extract(epoch from offered_until - clock_timestamp())::float8 * 1000 as "endsInMs"
       from conversations where offered_until is not null order by offered_until limit $1`,
      [limit],
    );
  }

  /** Returns the conversations that are offered to these agents and can still be accepted, the first to end first. */
  async offersOf(sql: Sql, agentIds: readonly string[]): Promise<Map<string, Offer[]>> {
    const rows = await sql.query<Offer & { agentId: string }>(
      `select c.*, a.id as "agentId" from unnest($1::text[]) as a (id) cross join lateral (
         select id as "conversationId", workstream_id as "workstreamId", queued_at as "queuedAt", offered_until as until
         from conversations where offered_to = a.id and offered_until > clock_timestamp()
         order by offered_until, id limit $2) as c
       order by c.until, c."conversationId"`,
      [agentIds, offerLimits.ringing.value],
    );
    const offers = new Map(agentIds.map((id): [string, Offer[]] => [id, []]));
    for (const { agentId, ...offer } of rows) offers.get(agentId)?.push(offer);
    return offers;
  }

  /** Writes new and changed conversations. The caller has locked the rows of those that exist. */
  save(tx: Tx, conversations: readonly Conversation[]): void {
    if (conversations.length === 0) return;
    const of = <K extends keyof Conversation>(key: K): Conversation[K][] =>
      conversations.map((one) => one[key]);
    tx.write(saveSql, [
      of('conversationId'),
      of('workstreamId'),
      of('state'),
      of('away'),
      of('agentId'),
      of('lastAgentId'),
      of('preferredAgentId'),
      of('units'),
      of('slot'),
      of('queuedAt'),
      of('generation'),
      of('windowEpoch'),
      of('offeredTo'),
      of('offeredUntil'),
      conversations.map(({ passedBy }) => JSON.stringify(passedBy)),
      of('passedUntil'),
    ]);
  }

  /** Returns the first conversations in the queues of an agent, in the order in which they will be offered. */
  async firstInQueuesOf(sql: Sql, agentId: string, limit: number): Promise<QueueEntry[]> {
    return sql.query<QueueEntry>(
      `select c.id as "conversationId", c.workstream_id as "workstreamId", c.queued_at as "queuedAt"
       from (select unnest(workstream_ids) from agents where id = $1) as w (id) cross join lateral (
         select id, workstream_id, queued_at, last_agent_id from conversations
         where workstream_id = w.id and ${isOfferable}
         order by ${queueOrder()} limit $2) c
       order by ${queueOrder('c')} limit $2`,
      [agentId, limit],
    );
  }

  /** Returns since when these conversations wait, and their units. Unknown ids are left out. */
  async slotsOf(sql: Sql, ids: readonly string[]): Promise<ConversationSlot[]> {
    return sql.query<ConversationSlot>(
      `select id as "conversationId", queued_at as "queuedAt", case when offered_to is null then units else 0 end as units
       from conversations where id = any($1)`,
      [ids],
    );
  }

  /**
   * Returns for each queue how many conversations wait, since when the first one waits, and how many are parked. Offered ones
   * are counted too, because supervisors and their alerts look at customers, who wait until an agent accepts.
   */
  async loadsOf(sql: Sql, workstreamIds: readonly string[]): Promise<QueueLoad[]> {
    return sql.query<QueueLoad>(
      `select w.id as "workstreamId", q.waiting, q.oldest as "oldestWaitingSince", p.parked
       from unnest($1::text[]) with ordinality as w (id, place)
       cross join lateral (
         select count(*) as waiting, min(queued_at) as oldest from conversations
         where workstream_id = w.id and ${isWaiting}) as q
       cross join lateral (
         select count(*) as parked from conversations
         where workstream_id = w.id and state = 'open' and away) as p
       order by w.place`,
      [workstreamIds],
    );
  }

  /**
   * Returns the first conversations of each queue, in the order in which they are offered, and the average wait of those
   * that were assigned in the last hour. It reads only the latest assignments of all queues, to bound its cost. Offered ones
   * are among them, because a customer keeps the position until an agent accepts.
   */
  async frontsOf(sql: Sql, workstreamIds: readonly string[], size: number): Promise<QueueFront[]> {
    return sql.query<QueueFront>(
      `with waits as (
         select c.workstream_id, extract(epoch from min(l.acquired_at) - c.queued_at) as seconds
         from (select conversation_id, acquired_at from capacity_ledger order by id desc limit 1000) as l
         join conversations c on c.id = l.conversation_id
         where c.workstream_id = any($1) and l.acquired_at >= c.queued_at
           and l.acquired_at > clock_timestamp() - interval '1 hour'
         group by c.id)
       select w.id as "workstreamId",
         array(select id from conversations where workstream_id = w.id and ${isWaiting}
               order by ${queueOrder()} limit $2) as "conversationIds",
         (select round(avg(seconds))::integer from waits where workstream_id = w.id) as "averageWaitSeconds"
       from unnest($1::text[]) with ordinality as w (id, place) order by w.place`,
      [workstreamIds, size],
    );
  }

  /** Returns the first conversations of each queue, in the order in which they are offered, and since when each waits. */
  async deskFrontsOf(sql: Sql, workstreamIds: readonly string[], size: number): Promise<QueueFront[]> {
    return sql.query<QueueFront>(
      `select w.id as "workstreamId", coalesce(q.ids, '{}') as "conversationIds",
         coalesce(q.queued, '[]') as "queuedAt", coalesce(q.returned, 0) as returned,
         null::integer as "averageWaitSeconds"
       from unnest($1::text[]) with ordinality as w (id, place)
       left join lateral (
         select array_agg(f.id order by f.n) as ids, count(*) filter (where f.last_agent_id is not null) as returned,
           jsonb_agg(${instantSql('f.queued_at')} order by f.n) as queued
         from (
           select id, queued_at, last_agent_id, row_number() over () as n from (
             select id, queued_at, last_agent_id from conversations
             where workstream_id = w.id and ${isOfferable}
             order by ${queueOrder()} limit $2) ordered) f) q on true
       order by w.place`,
      [workstreamIds, size],
    );
  }

  /** Returns how many conversations wait, how long the oldest has waited, and how much capacity is on hold. */
  async queueFigures(sql: Sql): Promise<QueueFigures> {
    const [row] = await sql.query<QueueFigures>(
      `select * from (
         select count(*) as length,
           coalesce(extract(epoch from clock_timestamp() - min(queued_at)), 0)::float8 as "oldestSeconds"
         from conversations where ${isWaiting}) as waiting
       cross join (
         select count(*) as held, coalesce(sum(units), 0) as "heldUnits"
         from conversations where slot = 'held') as kept`,
    );
    return row ?? { length: 0, oldestSeconds: 0, held: 0, heldUnits: 0 };
  }
}

interface QueueFigures {
  /** The number of conversations that wait. */
  readonly length: number;
  /** How long the oldest of them has waited. */
  readonly oldestSeconds: number;
  /** How many conversations hold units of an agent for a customer who is away, and how many units. */
  readonly held: number;
  readonly heldUnits: number;
}

const columns = `id as "conversationId", workstream_id as "workstreamId", state, away, agent_id as "agentId",
  last_agent_id as "lastAgentId", preferred_agent_id as "preferredAgentId", units, slot,
  queued_at as "queuedAt", generation, window_epoch as "windowEpoch", offered_to as "offeredTo",
  offered_until as "offeredUntil", passed_by as "passedBy", passed_until as "passedUntil"`;

const saveSql = `
  insert into conversations (id, workstream_id, state, away, agent_id, last_agent_id, preferred_agent_id,
    units, slot, queued_at, generation, window_epoch, offered_to, offered_until, passed_by, passed_until)
  select id, workstream_id, state, away, agent_id, last_agent_id, preferred_agent_id, units, slot, queued_at, generation,
    window_epoch, offered_to, offered_until, array(select jsonb_array_elements_text(passed_by)), passed_until
  from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[],
    $8::integer[], $9::text[], $10::timestamptz[], $11::integer[], $12::integer[], $13::text[], $14::timestamptz[],
    $15::jsonb[], $16::timestamptz[]) as c (id, workstream_id, state, away, agent_id, last_agent_id,
    preferred_agent_id, units, slot, queued_at, generation, window_epoch, offered_to, offered_until, passed_by,
    passed_until)
  on conflict (id) do update set state = excluded.state, away = excluded.away, agent_id = excluded.agent_id,
    last_agent_id = excluded.last_agent_id, preferred_agent_id = excluded.preferred_agent_id,
    units = excluded.units, slot = excluded.slot, queued_at = excluded.queued_at,
    generation = excluded.generation, window_epoch = excluded.window_epoch, offered_to = excluded.offered_to,
    offered_until = excluded.offered_until, passed_by = excluded.passed_by, passed_until = excluded.passed_until`;
