import type { HistorySearch, PastConversation } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { HistoryCursor } from '../domain/history-cursor';

/** Who reads the history. The rights are a part of every statement. */
export interface HistoryReader {
  readonly org: string;
  /** Whether the reader may read every conversation of the organisation. */
  readonly readsAll: boolean;
  /** Otherwise those that this agent served, and those of the agent's workstreams. */
  readonly agentId: string | null;
}

export interface HistoryFilter extends Pick<
  z.infer<typeof HistorySearch>,
  'closedFrom' | 'closedUntil' | 'workstreamId' | 'agentId' | 'outcome' | 'customerOf'
> {
  /** The words of a search as a `tsquery`; null: all conversations. */
  readonly query: string | null;
  readonly after: HistoryCursor | null;
  readonly limit: number;
}

/** Reads closed conversations. */
@Injectable()
export class HistoryStore {
  constructor(private readonly database: Database) {}

  /** Lists conversations, the one that was closed last first. */
  find(reader: HistoryReader, filter: HistoryFilter): Promise<PastConversation[]> {
    const { closedFrom, closedUntil, workstreamId, agentId, outcome, customerOf, query, after } = filter;
    const sql = new Conditions(reader);
    if (closedFrom !== undefined) sql.add((value) => `h.closed_at >= ${value}::timestamptz`, closedFrom);
    if (closedUntil !== undefined) sql.add((value) => `h.closed_at < ${value}::timestamptz`, closedUntil);
    if (workstreamId !== undefined) sql.add((value) => `h.workstream_id = ${value}`, workstreamId);
    if (agentId !== undefined) sql.add((value) => `h.agent_ids @> array[${value}::text]`, agentId);
    if (outcome !== undefined) sql.add((value) => `h.outcome = ${value}`, outcome);
    if (customerOf !== undefined) sql.add((value) => sql.isOfCustomer(value), customerOf);
    if (query !== null) sql.add((value) => `h.words @@ ${value}::tsquery`, query);
    if (after) {
      const id = sql.parameter(after.conversationId);
      sql.add((value) => `(h.closed_at, h.id) < (${value}::timestamptz, ${id})`, after.closedAt);
    }
    const limit = sql.parameter(filter.limit);
    return this.database.query<PastConversation>(
      `select ${columns} from (
         select h.* from past_conversations h where ${sql.where}
         order by h.closed_at desc, h.id desc limit ${limit}) as h ${names}
       order by h.closed_at desc, h.id desc`,
      sql.values,
    );
  }

  /** Returns one conversation; undefined when there is none or the reader may not read it. */
  async read(reader: HistoryReader, conversationId: string): Promise<PastConversation | undefined> {
    const sql = new Conditions(reader);
    sql.add((value) => `h.id = ${value}`, conversationId);
    const [found] = await this.database.query<PastConversation>(
      `select ${columns} from past_conversations h ${names} where ${sql.where}`,
      sql.values,
    );
    return found;
  }
}

const columns = `h.id as "conversationId", h.workstream_id as "workstreamId",
  coalesce(w.settings->>'name', h.workstream_id) as "workstreamName", h.widget_id as "widgetId",
  h.customer_name as "customerName", h.subject_hash is not null as "signedIn",
  case when h.agent_id is not null then
    jsonb_build_object('agentId', h.agent_id, 'name', coalesce(d.display_name, h.agent_id)) end as agent,
  h.outcome, h.started_at as "startedAt", h.closed_at as "closedAt", h.first_words as "firstWords"`;

const names = `left join workstreams w on w.id = h.workstream_id left join desks d on d.agent_id = h.agent_id`;

/** The conditions of a statement about `past_conversations h`, which begin with the rights of the reader. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];
  /** SQL that is true for conversations of these workstreams: an expression of the workstream's id. */
  private readonly ofWorkstreams: (workstreamId: string) => string;
  private readonly ofDesk: string;

  constructor({ org, readsAll, agentId }: HistoryReader) {
    this.conditions.push(`h.org = ${this.parameter(org)}`);
    if (readsAll) {
      this.ofWorkstreams = () => 'true';
      this.ofDesk = 'true';
      return;
    }
    const agent = `${this.parameter(agentId)}::text`;
    const activeAgent = `from agents a where a.id = ${agent} and (a.settings->>'active')::boolean`;
    this.ofWorkstreams = (workstreamId) =>
      `${workstreamId} = any(array(select jsonb_array_elements_text(a.settings->'workstreamIds') ${activeAgent}))`;
    this.ofDesk = `c.desk_agent_id = ${agent}`;
    this.conditions.push(
      `(h.agent_ids && array(select a.id ${activeAgent}) or ${this.ofWorkstreams('h.workstream_id')})`,
    );
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
   * The other conversations of the signed-in customer of this conversation, which must be on the reader's desk or in
   * one of the reader's workstreams. Otherwise, and for an anonymous customer, there are none.
   */
  isOfCustomer(conversationId: string): string {
    return `h.id <> ${conversationId} and h.subject_hash = (
      select c.subject_hash from conversations c where c.id = ${conversationId} and c.org = h.org
        and (${this.ofDesk} or ${this.ofWorkstreams("c.session->>'workstreamId'")}))`;
  }
}
