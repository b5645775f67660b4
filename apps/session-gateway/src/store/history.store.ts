import type { HistoryFilters, HistorySearch, PastConversation } from '@rejoin/contracts';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { HistoryCursor } from '../domain/cursor';

/** Who reads the history. The rights are a part of every statement. */
export interface HistoryReader {
  readonly org: string;
  /** Whether the reader may read every conversation of the organisation. */
  readonly readsAll: boolean;
  /** Otherwise those that this agent served, and those of the agent's workstreams. */
  readonly agentId: string | null;
}

interface HistoryFilter extends Pick<
  z.infer<typeof HistorySearch>,
  'closedFrom' | 'closedUntil' | 'workstreamId' | 'agentId' | 'outcome' | 'disposition' | 'tag' | 'customerOf'
> {
  /** The words of a search as a `tsquery`; null: all conversations. */
  readonly query: string | null;
  readonly after: HistoryCursor | null;
  readonly limit: number;
}

/** What a reader who may not read everything may read. */
interface Rights {
  readonly agentIds: readonly string[];
  readonly workstreamIds: readonly string[];
}

const searchWithin = '3s';

/** Reads closed conversations. */
@Injectable()
export class HistoryStore {
  constructor(private readonly database: Database) {}

  /** Lists conversations, the one that was closed last first. */
  find(reader: HistoryReader, filter: HistoryFilter): Promise<PastConversation[]> {
    return this.withRights(reader, async (tx, rights) => {
      const sql = new Conditions(reader, rights);
      addFilter(sql, filter);
      const limit = sql.parameter(filter.limit);
      // A rare word is best found by its index, and a frequent one by reading the newest conversations until the page
      // is full. The same is true of rights. Only a plan for the values can know which it is.
      tx.write(`set local plan_cache_mode = force_custom_plan`);
      tx.write(`set local statement_timeout = '${searchWithin}'`);
      return tx.query<PastConversation>(
        `select ${columns} from (
           select h.* from past_conversations h where ${sql.where}
           order by h.closed_at desc, h.id desc limit ${limit}) as h ${names}
         order by h.closed_at desc, h.id desc`,
        sql.values,
      );
    });
  }

  /** Returns one conversation; undefined when there is none or the reader may not read it. */
  read(reader: HistoryReader, conversationId: string): Promise<PastConversation | undefined> {
    return this.withRights(reader, async (tx, rights) => {
      const sql = new Conditions(reader, rights);
      sql.add((value) => `h.id = ${value}`, conversationId);
      const [found] = await tx.query<PastConversation>(
        `select ${columns} from past_conversations h ${names} where ${sql.where}`,
        sql.values,
      );
      return found;
    });
  }

  /** Lists what the reader can filter by: everything, or the agent's workstreams and who works in one of them. */
  filters(reader: HistoryReader): Promise<HistoryFilters> {
    return this.withRights(reader, async (tx, rights) => {
      const [ofWorkstreams, ofAgents] = rights
        ? [`where id = any($1)`, `and (d.agent_id = any($2) or ${sharesWorkstream})`]
        : ['', ''];
      const [workstreams, agents] = await Promise.all([
        tx.query<HistoryFilters['workstreams'][number]>(
          `select id as "workstreamId", settings->>'name' as name from workstreams ${ofWorkstreams}
           order by name, id limit 500`,
          rights ? [rights.workstreamIds] : [],
        ),
        tx.query<HistoryFilters['agents'][number]>(
          `select d.agent_id as "agentId", d.display_name as name from desks d where d.org = $1 ${ofAgents}
           order by name, d.agent_id limit 500`,
          [reader.org, ...(rights ? [rights.agentIds, rights.workstreamIds] : [])],
        ),
      ]);
      return { workstreams, agents };
    });
  }

  /** Reads the rights of the reader and what they apply to in one transaction. Null: the reader may read everything. */
  private withRights<T>(
    { readsAll, agentId }: HistoryReader,
    read: (tx: Tx, rights: Rights | null) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      if (readsAll) return read(tx, null);
      const [agent] = await tx.query<Rights>(
        `select array[id] as "agentIds", array(select jsonb_array_elements_text(settings->'workstreamIds'))
           as "workstreamIds"
         from agents where id = $1 and (settings->>'active')::boolean`,
        [agentId],
      );
      return read(tx, agent ?? { agentIds: [], workstreamIds: [] });
    });
  }
}

const sharesWorkstream = `exists (
  select from agents a where a.id = d.agent_id and a.settings->'workstreamIds' ?| $3)`;

function addFilter(sql: Conditions, filter: HistoryFilter): void {
  const { closedFrom, closedUntil, workstreamId, agentId, outcome, disposition, tag } = filter;
  const { customerOf, query, after } = filter;
  if (closedFrom !== undefined) sql.add((value) => `h.closed_at >= ${value}::timestamptz`, closedFrom);
  if (closedUntil !== undefined) sql.add((value) => `h.closed_at < ${value}::timestamptz`, closedUntil);
  if (workstreamId !== undefined) sql.add((value) => `h.workstream_id = ${value}`, workstreamId);
  if (agentId !== undefined) sql.add((value) => `h.agent_ids @> array[${value}::text]`, agentId);
  if (outcome !== undefined) sql.add((value) => `h.outcome = ${value}`, outcome);
  if (disposition !== undefined) sql.add((value) => `h.disposition = ${value}`, disposition);
  if (tag !== undefined) sql.add((value) => `h.tags <> '{}' and h.tags @> array[${value}::text]`, tag);
  if (customerOf !== undefined) sql.add((value) => sql.isOfCustomer(value), customerOf);
  if (query !== null) sql.add((value) => `h.words @@ ${value}::tsquery`, query);
  if (after) {
    const id = sql.parameter(after.conversationId);
    sql.add((value) => `(h.closed_at, h.id) < (${value}::timestamptz, ${id})`, after.closedAt);
  }
}

const columns = `h.id as "conversationId", h.workstream_id as "workstreamId",
  coalesce(w.settings->>'name', h.workstream_id) as "workstreamName", h.widget_id as "widgetId",
  h.customer_name as "customerName", h.subject_hash is not null as "signedIn",
  case when h.agent_id is not null then
    jsonb_build_object('agentId', h.agent_id, 'name', coalesce(d.display_name, h.agent_id)) end as agent,
  h.outcome, h.disposition, h.tags, h.started_at as "startedAt", h.closed_at as "closedAt", h.first_words as "firstWords"`;

const names = `left join workstreams w on w.id = h.workstream_id left join desks d on d.agent_id = h.agent_id`;

/** The conditions of a statement about `past_conversations h`, which begin with the rights of the reader. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];
  /** SQL that is true for a conversation `c` whose customer's history the reader may see. */
  private readonly isNearby: string;

  constructor({ org }: HistoryReader, rights: Rights | null) {
    this.conditions.push(`h.org = ${this.parameter(org)}`);
    this.isNearby = 'true';
    if (!rights) return;
    const agents = `${this.parameter(rights.agentIds)}::text[]`;
    const workstreams = `${this.parameter(rights.workstreamIds)}::text[]`;
    this.conditions.push(`(h.agent_ids && ${agents} or h.workstream_id = any(${workstreams}))`);
    this.isNearby = `(c.desk_agent_id = any(${agents}) or c.session->>'workstreamId' = any(${workstreams}))`;
  }

  get where(): string {
    return this.conditions.join(' and ');
  }

  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  add(condition: (value: string) => string, value: unknown): void {
    this.conditions.push(condition(this.parameter(value)));
  }

  /**
   * SQL for the other conversations of the signed-in customer of this conversation. It matches none for an anonymous
   * customer, and when the reader may not see this one.
   */
  isOfCustomer(conversationId: string): string {
    return `h.id <> ${conversationId} and h.subject_hash = (
      select c.subject_hash from conversations c
      where c.id = ${conversationId} and c.org = h.org and ${this.isNearby})`;
  }
}
