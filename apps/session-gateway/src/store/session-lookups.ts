import { defaultOrganisation, type Reconnectable } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import type { Session } from '../domain/session';
import { sealRetrySeconds } from './upcoming-work';

// These functions read sessions without a lock. Their results must not be used for decisions.

export async function readSession(sql: Sql, conversationId: string): Promise<Session | undefined> {
  const [row] = await sql.query<{ session: Session }>(`select session from conversations where id = $1`, [
    conversationId,
  ]);
  return row?.session;
}

/**
 * The conversation that an earlier start with the same secret created, or the live one of the same signed-in
 * customer.
 */
export interface ExistingConversation {
  readonly session: Session;
  readonly bySecret: boolean;
}

/** The keys of a start: the hash of the client's secret, and the signed-in customer. */
export interface StartKey {
  readonly widgetId: string;
  readonly secretHash: string;
  readonly subjectHash: string | null;
}

/** Returns the existing conversation of each key, in the order of the keys. */
export async function findExisting(
  sql: Sql,
  keys: readonly StartKey[],
): Promise<(ExistingConversation | undefined)[]> {
  const rows = await sql.query<ExistingConversation & { want: number }>(
    `select w.want, e.session, e."bySecret"
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as w (secret_hash, widget_id, subject_hash, want)
     cross join lateral (
       select session, true as "bySecret" from conversations
       where org = '${defaultOrganisation}' and start_hash = w.secret_hash
       union all
       select session, false from conversations
       where org = '${defaultOrganisation}' and widget_id = w.widget_id and subject_hash = w.subject_hash and live
       order by "bySecret" desc limit 1) as e`,
    [keys.map((key) => key.secretHash), keys.map((key) => key.widgetId), keys.map((key) => key.subjectHash)],
  );
  const rowByIndex = new Map(rows.map(({ want, ...existing }) => [want, existing]));
  return keys.map((_, i) => rowByIndex.get(i + 1));
}

/** Returns the conversation, unless it belongs to another signed-in customer. */
export async function readOwned(
  sql: Sql,
  conversationId: string,
  subjectHash: string | null,
): Promise<Session | undefined> {
  const [row] = await sql.query<{ session: Session }>(
    `select session from conversations where id = $1 and (subject_hash is null or subject_hash = $2)`,
    [conversationId, subjectHash],
  );
  return row?.session;
}

/** Returns the conversation of a widget when it belongs to this signed-in customer. */
export async function readOfSubject(
  sql: Sql,
  filter: { conversationId: string; widgetId: string; subjectHash: string },
): Promise<Session | undefined> {
  const [row] = await sql.query<{ session: Session }>(
    `select session from conversations where id = $1 and widget_id = $2 and subject_hash = $3`,
    [filter.conversationId, filter.widgetId, filter.subjectHash],
  );
  return row?.session;
}

/**
 * Lists a signed-in customer's conversations that are away and whose window is open, the latest first. With
 * `connected`, the list also has those that are not away.
 */
export function listContinuable(
  sql: Sql,
  filter: { widgetId: string; subjectHash: string; connected: boolean; now: Instant },
): Promise<Reconnectable['conversations']> {
  return sql.query<Reconnectable['conversations'][number]>(
    `select c.id as "conversationId", last.at as "lastAt", (c.session->'window'->>'deadlineAt') as "deadlineAt",
       (select display_name from desks where agent_id = c.agent_id) as "agentName", last.text as "lastText"
     from conversations c cross join lateral (
       select at, text from entries e where e.conversation_id = c.id and e.visibility = 'public'
       order by e.kind = 'message' desc, e.seq desc limit 1) as last
     where c.org = '${defaultOrganisation}' and c.widget_id = $1 and c.subject_hash = $2 and c.live
       and case when c.session->>'status' = 'away' then c.session->'window'->>'deadlineAt' > $3 else $4 end
     order by last.at desc limit 10`,
    [filter.widgetId, filter.subjectHash, filter.now, filter.connected],
  );
}

/** A conversation with the ids of the settings that decide its debounce and its window. */
export interface ConversationRef {
  readonly id: string;
  readonly widgetId: string;
  readonly workstreamId: string;
}

const conversationRefColumns = `id, widget_id as "widgetId", session->>'workstreamId' as "workstreamId"`;

/** Lists conversations whose debounce is over. */
export function listLost(sql: Sql, limit: number): Promise<ConversationRef[]> {
  return sql.query<ConversationRef>(
    `select ${conversationRefColumns} from conversations
     where promote_at <= statement_timestamp() order by promote_at limit $1`,
    [limit],
  );
}

/** Lists conversations after an id, in id order, whose end the timer should have sealed by now. */
export async function listEnding(
  sql: Sql,
  { after, limit }: { after: string; limit: number },
): Promise<Session[]> {
  const rows = await sql.query<{ session: Session }>(
    `select session from conversations
     where ending_at <= statement_timestamp() - make_interval(secs => $1) and id > $2 order by id limit $3`,
    [sealRetrySeconds, after, limit],
  );
  return rows.map(({ session }) => session);
}

/** Lists agents whose desk's debounce is over. */
export async function listLostDesks(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select agent_id as id from desks where promote_at <= statement_timestamp() order by promote_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Lists conversations with a connection at this process of a gateway. */
export function listConversationsOfGateway(
  sql: Sql,
  incarnation: string,
  limit: number,
): Promise<ConversationRef[]> {
  return sql.query<ConversationRef>(
    `select ${conversationRefColumns} from conversations where incarnations @> array[$1] and incarnations <> '{}' limit $2`,
    [incarnation, limit],
  );
}

/** Lists agents with a connection at this process of a gateway. */
export async function listDesksOfGateway(sql: Sql, incarnation: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select agent_id as id from desks where incarnations @> array[$1] and incarnations <> '{}' limit $2`,
    [incarnation, limit],
  );
  return rows.map(({ id }) => id);
}

export interface DeskConversation {
  readonly agentId: string;
  readonly conversationId: string;
}

/** Lists the newest 500 conversations on each agent's desk, the oldest of them first. */
export function listDeskConversations(sql: Sql, agentIds: readonly string[]): Promise<DeskConversation[]> {
  return sql.query<DeskConversation>(
    `select a.id as "agentId", c.id as "conversationId" from unnest($1::text[]) as a (id)
     cross join lateral (select id from conversations where desk_agent_id = a.id order by id desc limit 500) as c
     order by c.id`,
    [agentIds],
  );
}

/** Lists the active conversations of each agent. */
export async function listActiveByAgent(
  sql: Sql,
  agentIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await sql.query<{ agentId: string; ids: string[] }>(
    `select desk_agent_id as "agentId", array_agg(id) as ids from conversations
     where desk_agent_id = any($1) and session->>'state' = 'active' group by desk_agent_id`,
    [agentIds],
  );
  return new Map(rows.map(({ agentId, ids }) => [agentId, ids]));
}
