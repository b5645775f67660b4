import type { Reconnectable } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import type { Session } from '../domain/session';
import { sealRetrySeconds } from './upcoming-work';

// Sessions as they stand, without a lock: for looking up, never for deciding.

export async function readSession(sql: Sql, conversationId: string): Promise<Session | undefined> {
  const [row] = await sql.query<{ session: Session }>(`select session from conversations where id = $1`, [
    conversationId,
  ]);
  return row?.session;
}

/** What a start finds: the conversation that it made before, or the live one of the same signed-in customer. */
export interface ExistingConversation {
  readonly session: Session;
  readonly bySecret: boolean;
}

/** Who starts: the hash of the client's secret, and who is signed in. */
export interface StartKey {
  readonly widgetId: string;
  readonly secretHash: string;
  readonly subjectHash: string | null;
}

/** For each of these in order. */
export async function findExisting(
  sql: Sql,
  keys: readonly StartKey[],
): Promise<(ExistingConversation | undefined)[]> {
  const rows = await sql.query<ExistingConversation & { want: number }>(
    `select w.want, e.session, e."bySecret"
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as w (secret_hash, widget_id, subject_hash, want)
     cross join lateral (
       select session, true as "bySecret" from conversations
       where org = 'default' and start_hash = w.secret_hash
       union all
       select session, false from conversations
       where org = 'default' and widget_id = w.widget_id and subject_hash = w.subject_hash and live
       order by "bySecret" desc limit 1) as e`,
    [keys.map((key) => key.secretHash), keys.map((key) => key.widgetId), keys.map((key) => key.subjectHash)],
  );
  const rowByIndex = new Map(rows.map(({ want, ...existing }) => [want, existing]));
  return keys.map((_, i) => rowByIndex.get(i + 1));
}

/** The conversation, unless it belongs to a signed-in customer and this is not the one. */
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

/** The conversation of a widget that belongs to just this signed-in customer. */
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
 * The conversations of a signed-in customer that are away and whose time still runs, the latest first; those that are
 * not away too, when `connected`.
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
     where c.org = 'default' and c.widget_id = $1 and c.subject_hash = $2 and c.live
       and case when c.session->>'status' = 'away' then c.session->'window'->>'deadlineAt' > $3 else $4 end
     order by last.at desc limit 10`,
    [filter.widgetId, filter.subjectHash, filter.now, filter.connected],
  );
}

/** Whose settings say how long the debounce and the window of a conversation are. */
export interface ConversationRef {
  readonly id: string;
  readonly widgetId: string;
  readonly workstreamId: string;
}

const conversationRefColumns = `id, widget_id as "widgetId", session->>'workstreamId' as "workstreamId"`;

/** Conversations whose debounce has run out. */
export function listLost(sql: Sql, limit: number): Promise<ConversationRef[]> {
  return sql.query<ConversationRef>(
    `select ${conversationRefColumns} from conversations
     where promote_at <= statement_timestamp() order by promote_at limit $1`,
    [limit],
  );
}

/** Conversations behind an id whose end the timer should have sealed by now, in the order of their ids. */
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

/** Agents whose desk's debounce has run out. */
export async function listLostDesks(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select agent_id as id from desks where promote_at <= statement_timestamp() order by promote_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Conversations with a line on this gateway. */
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

/** Agents with a desk on this gateway. */
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

/** Conversations that stand on the desks of these agents: of each the newest 500, the oldest of them first. */
export function listDeskConversations(sql: Sql, agentIds: readonly string[]): Promise<DeskConversation[]> {
  return sql.query<DeskConversation>(
    `select a.id as "agentId", c.id as "conversationId" from unnest($1::text[]) as a (id)
     cross join lateral (select id from conversations where desk_agent_id = a.id order by id desc limit 500) as c
     order by c.id`,
    [agentIds],
  );
}

/** The active conversations of these agents. */
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
