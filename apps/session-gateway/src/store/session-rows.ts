import type { Tx } from '@rejoin/persistence';
import type { Instant } from '@rejoin/kernel';
import { evolve } from '../domain/evolve-session';
import type { Session, SessionEvent } from '../domain/session';
import { entryOf, type EntryRow, type PostText } from './entries.store';

/** A session in the middle of a transaction: as it was, as it is now, and what led there. */
export interface Fold {
  readonly before: Session;
  session: Session;
  readonly events: SessionEvent[];
  readonly entries: EntryRow[];
}

export function newFold(session: Session): Fold {
  return { before: session, session, events: [], entries: [] };
}

/** Plays events on a session; gives the entry of a message among them. */
export function play(
  fold: Fold,
  events: readonly SessionEvent[],
  at: Instant,
  post?: PostText,
): EntryRow | undefined {
  let posted: EntryRow | undefined;
  for (const event of events) {
    fold.session = evolve(fold.session, event);
    fold.events.push(event);
    const entry = entryOf(fold.session, event, at, post);
    if (entry) fold.entries.push(entry);
    if (entry?.kind === 'message') posted = entry;
  }
  return posted;
}

/**
 * Locks in id order. Ids that are not known are left out, and with `skip locked` also those that somebody else has
 * locked at this moment.
 */
export async function lock(
  tx: Tx,
  ids: readonly string[],
  others: '' | 'skip locked',
): Promise<Map<string, Session>> {
  const rows = await tx.query<{ id: string; session: Session }>(
    `select id, session from conversations where id = any($1) order by id for update ${others}`,
    [ids],
  );
  return new Map(rows.map(({ id, session }) => [id, session]));
}

/** Of some ids those that exist. */
export async function known(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(`select id from conversations where id = any($1)`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** A conversation that starts, with its first events. */
export interface NewConversation {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  readonly at: Instant;
  readonly name: string | null;
  readonly subjectHash: string | null;
  readonly context: Record<string, string> | null;
}

/** `folds`: these starts after their first events. */
export function insertSessions(tx: Tx, starts: readonly NewConversation[], folds: readonly Fold[]): void {
  tx.write(
    `insert into conversations (id, org, widget_id, start_hash, subject_hash, customer_name, context, session,
       started_at, promote_at, incarnations)
     select n.id, n.session->>'org', n.session->>'widgetId', n.session->>'secretHash', n.subject_hash, n.name,
       n.context, n.session, n.at, (n.session->>'promoteAt')::timestamptz, ${incarnationsOf('n.session')}
     from unnest($1::text[], $2::jsonb[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[])
       as n (id, session, subject_hash, name, context, at)
     order by n.id`,
    [
      folds.map(({ session }) => session.conversationId),
      folds.map(({ session }) => JSON.stringify(session)),
      starts.map((start) => start.subjectHash),
      starts.map((start) => start.name),
      starts.map((start) => start.context && JSON.stringify(start.context)),
      starts.map((start) => start.at),
    ],
  );
}

/** The gateway processes that carry the lines of a session. */
function incarnationsOf(session: string): string {
  return `(select coalesce(array_agg(distinct line->>'incarnation'), '{}')
    from jsonb_array_elements(${session}->'lines') as line)`;
}

export function updateSessions(tx: Tx, folds: readonly Fold[]): void {
  tx.write(
    `update conversations c set session = n.session, agent_id = n.session->>'agentId',
       live = c.live and n.session->'sealed' = 'null'::jsonb and n.session->>'state' not in ('wrap-up', 'closed'),
       promote_at = (n.session->>'promoteAt')::timestamptz,
       ending_at = case when n.session->'sealed' = 'null'::jsonb then (n.session->'ending'->>'at')::timestamptz end,
       incarnations = ${incarnationsOf('n.session')}
     from unnest($1::text[], $2::jsonb[]) as n (id, session) where c.id = n.id`,
    [folds.map((fold) => fold.session.conversationId), folds.map((fold) => JSON.stringify(fold.session))],
  );
}

export function writeClaimants(tx: Tx, folds: readonly Fold[]): void {
  const fresh = folds.filter((fold) =>
    fold.events.some((event) => event.type === 'SessionBound' || event.type === 'ConversationStarted'),
  );
  if (fresh.length === 0) return;
  tx.write(
    `insert into claimants (conversation_id, epoch, secret_hash)
     select * from unnest($1::text[], $2::int[], $3::text[]) on conflict do nothing`,
    [
      fresh.map((fold) => fold.session.conversationId),
      fresh.map((fold) => fold.session.epoch),
      fresh.map((fold) => fold.session.secretHash),
    ],
  );
}
