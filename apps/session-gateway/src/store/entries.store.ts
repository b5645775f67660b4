import type { Entry } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import type { StoredPost } from '../domain/session-messages';
import type { Session, SessionEvent } from '../domain/session';
import { systemEntry } from '../domain/system-entry';

/** A transcript entry as it is stored. */
export interface EntryRow extends Omit<Entry, 'link'> {
  readonly conversationId: string;
  readonly linkId: string | null;
}

/** The content of a `post`. */
export interface PostText {
  readonly sender: 'customer' | 'agent';
  readonly agentId: string | null;
  readonly clientId: string;
  readonly text: string;
  readonly visibility: Entry['visibility'];
  readonly linkId: string | null;
  /** Whether values were filled in, which may be others when the same message is sent again. */
  readonly isFilled?: boolean;
}

export type StoredPostEntry = StoredPost & { readonly entry: EntryRow };

/** Posts with a client id that was stored before. Posts of the current batch are added as they are decided. */
class StoredPosts {
  private readonly byKey = new Map<string, EntryRow>();
  private readonly conversationOf = new Map<PostText, string>();

  constructor(posts: readonly (readonly [string, PostText])[], rows: readonly EntryRow[]) {
    for (const [conversationId, post] of posts) this.conversationOf.set(post, conversationId);
    for (const row of rows)
      this.byKey.set(key(row.conversationId, row.sender, row.agentId, row.clientId ?? ''), row);
  }

  get(post: PostText): StoredPostEntry | undefined {
    const entry = this.byKey.get(this.keyOf(post));
    if (!entry) return undefined;
    return {
      entry,
      sameText: (post.isFilled === true || entry.text === post.text) && entry.visibility === post.visibility,
    };
  }

  remember(post: PostText, entry: EntryRow): void {
    this.byKey.set(this.keyOf(post), entry);
  }

  private keyOf(post: PostText): string {
    return key(this.conversationOf.get(post) ?? '', post.sender, post.agentId, post.clientId);
  }
}

function key(conversationId: string, sender: string, agentId: string | null, clientId: string): string {
  return `${conversationId}\n${sender}\n${agentId ?? ''}\n${clientId}`;
}

/** Reads which of these posts were stored before. The conversations' rows must be locked. */
export async function readStoredPosts(
  tx: Tx,
  changes: readonly { conversationId: string; post?: PostText }[],
): Promise<StoredPosts> {
  const posts = changes.flatMap((change) =>
    change.post ? [[change.conversationId, change.post] as const] : [],
  );
  if (posts.length === 0) return new StoredPosts([], []);
  const rows = await tx.query<EntryRow>(
    `select ${entryColumns} from unnest($1::text[], $2::text[], $3::text[], $4::text[])
         as p (conversation_id, sender, agent_id, client_id)
       cross join lateral (
         select * from entries where conversation_id = p.conversation_id and sender = p.sender
           and coalesce(agent_id, '') = coalesce(p.agent_id, '') and client_id = p.client_id offset 0) e`,
    [
      posts.map(([id]) => id),
      posts.map(([, post]) => post.sender),
      posts.map(([, post]) => post.agentId),
      posts.map(([, post]) => post.clientId),
    ],
  );
  return new StoredPosts(posts, rows);
}

export const entryColumns = `e.conversation_id as "conversationId", e.seq, e.kind, e.sender, e.agent_id as "agentId",
  e.client_id as "clientId", e.text, e.code, e.params, e.visibility, e.locale, e.link_id as "linkId", e.at`;

/** Returns the entries that events add to the transcript. Each event comes with the session after it. */
export function entriesOf(
  trail: readonly { readonly event: SessionEvent; readonly state: Session }[],
  at: Instant,
  post?: PostText,
): EntryRow[] {
  return trail.flatMap(({ event, state }) => entryOf(state, event, at, post) ?? []);
}

/**
 * Returns the entry that an event adds, if any. `session` is the session after the event, so its `lastSeq` is the
 * entry's seq.
 */
function entryOf(session: Session, event: SessionEvent, at: Instant, post?: PostText): EntryRow | undefined {
  const common = {
    conversationId: session.conversationId,
    seq: session.lastSeq,
    visibility: 'public' as const,
    at,
  };
  if ((event.type === 'MessageSent' || event.type === 'NoteAdded') && post) {
    return {
      ...common,
      visibility: post.visibility,
      kind: 'message',
      sender: post.sender,
      agentId: post.agentId,
      clientId: post.clientId,
      text: post.text,
      code: null,
      params: {},
      locale: session.locale,
      linkId: post.linkId,
    };
  }
  const system = systemEntry(event);
  if (!system) return undefined;
  const { code, agentId, params, linkId = null } = system;
  const { locale } = session;
  return {
    ...common,
    kind: 'system',
    sender: 'system',
    agentId,
    clientId: null,
    text: null,
    code,
    params,
    locale,
    linkId,
  };
}

export function insertEntries(tx: Tx, entries: readonly EntryRow[]): void {
  if (entries.length === 0) return;
  tx.write(
    `insert into entries (conversation_id, seq, kind, sender, agent_id, client_id, text, code, params, visibility, locale, link_id, at)
     select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::jsonb[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])`,
    [
      entries.map((entry) => entry.conversationId),
      entries.map((entry) => entry.seq),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.sender),
      entries.map((entry) => entry.agentId),
      entries.map((entry) => entry.clientId),
      entries.map((entry) => entry.text),
      entries.map((entry) => entry.code),
      entries.map((entry) => JSON.stringify(entry.params)),
      entries.map((entry) => entry.visibility),
      entries.map((entry) => entry.locale),
      entries.map((entry) => entry.linkId),
      entries.map((entry) => entry.at),
    ],
  );
}
