import { socketLimits, type Visit, type VisitedPage } from '@rejoin/contracts';
import { jsonById, type Tx } from '@rejoin/persistence';
import type { Change, Instant, UnitOfWork } from '@rejoin/kernel';
import type { TimedCommand } from '../domain/decide-session';
import type { CustomerKeys } from '../domain/customer-keys';
import type { Connection, Session, SessionEvent } from '../domain/session';

export type SessionWork = UnitOfWork<Session, TimedCommand, SessionEvent>;
export type SessionChange = Change<Session, SessionEvent>;

/**
 * Locks conversations in id order and returns their sessions. Unknown ids are left out. With `skip locked`,
 * conversations that another transaction has locked are left out too.
 */
export async function lock(
  tx: Tx,
  ids: readonly string[],
  onLocked: '' | 'skip locked',
): Promise<Map<string, Session>> {
  const rows = await tx.query<{ id: string; session: Session }>(
    `select id, session from conversations where id = any($1) order by id for update ${onLocked}`,
    [ids],
  );
  return new Map(rows.map(({ id, session }) => [id, session]));
}

/** Returns which of these ids exist. */
export async function existingIds(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(`select id from conversations where id = any($1)`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** A new conversation. Its session is the one before the first event. */
export interface NewConversation {
  readonly session: Session;
  readonly connection: Connection;
  readonly name: string | null;
  readonly keys: CustomerKeys;
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
}

/** Inserts conversations. `sessions` are the sessions of `starts` after their first events. */
export function insertSessions(
  tx: Tx,
  starts: readonly NewConversation[],
  sessions: readonly Session[],
  at: Instant,
): void {
  tx.write(
    `insert into conversations (id, org, widget_id, start_hash, subject_hash, customer_name, context, visit, session,
       started_at, promote_at, incarnations, browser_hash, address_hash)
     select n.id, n.session->>'org', n.session->>'widgetId', n.session->>'secretHash', n.subject_hash, n.name,
       n.context, n.visit, n.session, $6::timestamptz, (n.session->>'promoteAt')::timestamptz, ${incarnationsOf('n.session')},
       n.browser_hash, n.address_hash
     from unnest($1::text[], $2::jsonb[], $3::text[], $4::text[], $5::jsonb[], $7::jsonb[], $8::text[], $9::text[])
       as n (id, session, subject_hash, name, context, visit, browser_hash, address_hash)
     order by n.id`,
    [
      sessions.map(({ conversationId }) => conversationId),
      sessions.map((session) => JSON.stringify(session)),
      starts.map(({ keys }) => keys.subjectHash),
      starts.map((start) => start.name),
      starts.map((start) => start.context && JSON.stringify(start.context)),
      at,
      starts.map((start) => start.visit && JSON.stringify(start.visit)),
      starts.map(({ keys }) => keys.browserHash),
      starts.map(({ keys }) => keys.addressHash),
    ],
  );
}

/** Returns an SQL expression for the gateway processes that have the connections of a session. */
function incarnationsOf(session: string): string {
  return `(select coalesce(array_agg(distinct connection->>'incarnation'), '{}')
    from jsonb_array_elements(${session}->'lines') as connection)`;
}

/**
 * Writes the sessions after changes. A conversation that gets an entry after it was added to the history, for example
 * because the timer's fact arrives after the one of routing, is added to it again.
 */
export function updateSessions(tx: Tx, changes: readonly SessionChange[]): void {
  tx.write(
    `update conversations set session = ${next}, agent_id = ${next}->>'agentId',
       live = live and ${next}->'sealed' = 'null'::jsonb and ${next}->>'state' not in ('wrap-up', 'closed'),
       promote_at = (${next}->>'promoteAt')::timestamptz,
       ending_at = case when ${next}->'sealed' = 'null'::jsonb then (${next}->'ending'->>'at')::timestamptz end,
       incarnations = ${incarnationsOf(next)},
       address_hash = case when ${next}->>'state' <> 'closed' then address_hash end,
       is_in_history = is_in_history and session->'lastSeq' = ${next}->'lastSeq'
     where id = any($1)`,
    [changes.map(({ key }) => key), jsonById(changes.map(({ key, after }) => [key, after]))],
  );
}

/** The new document of a row. The second parameter has all documents by conversation id. */
const next = '($2::jsonb->id)';

/** The name of a customer as an agent has corrected it. */
export interface CustomerName {
  readonly name: string | null;
  readonly agentId: string;
}

/** Writes corrected names. The name that the customer gave is kept by the first correction. */
export function writeNames(tx: Tx, names: ReadonlyMap<string, CustomerName>): void {
  if (names.size === 0) return;
  tx.write(
    `update conversations set customer_name = ${next}->>'name', renamed_by = ${next}->>'agentId',
       given_name = case when renamed_by is null then customer_name else given_name end
     where id = any($1)`,
    [[...names.keys()], jsonById(names)],
  );
}

/** A page that a customer has opened. Its time is that of the transaction. */
export type NewPage = Omit<VisitedPage, 'at'>;

/** Reads the current page of the conversations whose customer has opened a page. Their rows must be locked. */
export async function readCurrentPages(
  tx: Tx,
  changes: readonly { conversationId: string; visitedPage?: NewPage }[],
): Promise<Map<string, NewPage>> {
  const ids = changes.flatMap(({ conversationId, visitedPage }) => (visitedPage ? [conversationId] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.query<NewPage & { id: string }>(
    `select id, visit->'pages'->0->>'page' as page, visit->'pages'->0->>'title' as title from conversations
     where id = any($1) and visit->'pages'->0 is not null`,
    [ids],
  );
  return new Map(rows.map(({ id, ...page }) => [id, page]));
}

/** Adds pages before those of earlier reports. */
export function writePages(tx: Tx, pages: ReadonlyMap<string, NewPage>, at: Instant): void {
  if (pages.size === 0) return;
  const visited = jsonById([...pages].map(([id, page]) => [id, { ...page, at }]));
  tx.write(
    `update conversations set visit = coalesce(visit, $3) || jsonb_build_object('pages', jsonb_path_query_array(
       jsonb_build_array(${next}) || coalesce(visit->'pages', '[]'), '$[0 to ${socketLimits.visitedPages.value - 1}]'))
     where id = any($1)`,
    [[...pages.keys()], visited, JSON.stringify(noVisit)],
  );
}

const noVisit: Visit = { page: null, timeZone: null, browser: null, system: null };

export function writeClaimants(tx: Tx, changes: readonly SessionChange[]): void {
  const boundChanges = changes.filter(({ events }) =>
    events.some(({ type }) => type === 'SessionBound' || type === 'ConversationStarted'),
  );
  if (boundChanges.length === 0) return;
  tx.write(
    `insert into claimants (conversation_id, epoch, secret_hash)
     select * from unnest($1::text[], $2::int[], $3::text[]) on conflict do nothing`,
    [
      boundChanges.map(({ key }) => key),
      boundChanges.map(({ after }) => after.epoch),
      boundChanges.map(({ after }) => after.secretHash),
    ],
  );
}
