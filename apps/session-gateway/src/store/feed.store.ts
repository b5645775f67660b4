import { socketLimits, type Visit } from '@rejoin/contracts';
import { Database, Batcher, type Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';
import { entryColumns, type EntryRow } from './entries.store';

/** A page has at most this many entries and at most this many bytes of text, but always at least one entry. */
const page = {
  entries: socketLimits.entriesOfPage.value,
  bytes: socketLimits.entriesOfPageBytes.value,
};

/** The maximum number of agents whose names are shared by pages. */
const maxShared = 10_000;

/** The next page of a follower and the current state of the conversation. */
export interface FeedPage {
  readonly session: Session;
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
  /** The name that the customer gave, when an agent has corrected it. */
  readonly givenName: string | null;
  readonly isRenamed: boolean;
  readonly agentName: string | null;
  readonly entries: readonly EntryRow[];
  /** Whether further entries follow the page. */
  readonly more: boolean;
  /** The names of the agents in these entries. */
  readonly names: ReadonlyMap<string, string>;
}

/** The current revision and the last seq of a conversation. */
export interface ConversationProgress {
  readonly conversationId: string;
  readonly rev: number;
  readonly lastSeq: number;
}

interface PageRequest {
  readonly conversationId: string;
  readonly afterSeq: number;
}

/** Reads transcript pages. Requests of many followers share one query. */
@Injectable()
export class FeedStore {
  private readonly reads = new Batcher<PageRequest, FeedPage | undefined>(
    (requests) => this.readMany(requests),
    { name: 'feed', lanes: 3, max: 200, capacity: 200_000 },
  );

  /** The names of pages with one agent, by agent and name. Every follower keeps those of its last page. */
  private readonly oneName = new Map<string, ReadonlyMap<string, string>>();

  constructor(private readonly database: Database) {}

  /** Returns the page after `afterSeq`, or undefined when the conversation does not exist. */
  read(conversationId: string, afterSeq: number): Promise<FeedPage | undefined> {
    return this.reads.submit({ conversationId, afterSeq });
  }

  readProgress(conversationIds: readonly string[]): Promise<ConversationProgress[]> {
    return this.database.query<ConversationProgress>(
      `select id as "conversationId", (session->>'rev')::int as rev, (session->>'lastSeq')::int as "lastSeq"
       from conversations where id = any($1)`,
      [conversationIds],
    );
  }

  private async readMany(requests: readonly PageRequest[]): Promise<(FeedPage | undefined)[]> {
    const ids = [...new Set(requests.map(({ conversationId }) => conversationId))];
    // The sessions are read first, so that the entries reach at least each session's last seq.
    const [sessions, rows] = await this.database.together((sql) =>
      Promise.all([readSessions(sql, ids), readEntries(sql, requests)]),
    );
    const pages = new Map<number, EntriesOfPage>();
    for (const { want, more, agentName, ...entry } of rows) {
      const { entries, names }: EntriesOfPage = pages.get(want) ?? { entries: [], names: new Map(), more };
      entries.push(entry);
      if (entry.agentId !== null && agentName !== null) names.set(entry.agentId, agentName);
      pages.set(want, { entries, names, more });
    }
    const byId = new Map(sessions.map((session) => [session.id, session]));
    return requests.map(({ conversationId }, i) => {
      const row = byId.get(conversationId);
      if (!row) return undefined;
      const { entries, names, more } = pages.get(i + 1) ?? noEntries;
      return { ...row, entries, names: this.shared(names), more };
    });
  }

  private shared(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (names.size === 0) return noEntries.names;
    if (names.size > 1) return names;
    const key = JSON.stringify([...names]);
    const known = this.oneName.get(key);
    if (known) return known;
    if (this.oneName.size >= maxShared) this.oneName.clear();
    this.oneName.set(key, names);
    return names;
  }
}

interface EntriesOfPage {
  readonly entries: EntryRow[];
  readonly names: Map<string, string>;
  readonly more: boolean;
}

const noEntries: EntriesOfPage = { entries: [], names: new Map(), more: false };

interface SessionRow {
  readonly id: string;
  readonly session: Session;
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
  readonly givenName: string | null;
  readonly isRenamed: boolean;
  readonly agentName: string | null;
}

function readSessions(sql: Sql, ids: readonly string[]): Promise<SessionRow[]> {
  return sql.query<SessionRow>(
    `select c.id, c.session, c.customer_name as "customerName", c.context, c.visit,
       c.given_name as "givenName", c.renamed_by is not null as "isRenamed",
       (select display_name from desks where agent_id = c.agent_id) as "agentName"
     from conversations c where c.id = any($1)`,
    [ids],
  );
}

interface PageEntryRow extends EntryRow {
  readonly want: number;
  readonly more: boolean;
  readonly agentName: string | null;
}

/**
 * Reads one entry more than a page has, to know whether more follow. Only the texts of the page are loaded from TOAST
 * storage.
 */
function readEntries(sql: Sql, requests: readonly PageRequest[]): Promise<PageEntryRow[]> {
  return sql.query<PageEntryRow>(
    `select w.want, ${entryColumns}, e.more,
         (select display_name from desks where agent_id = e.agent_id) as "agentName"
       from unnest($1::text[], $2::bigint[]) with ordinality as w (conversation_id, after_seq, want)
       cross join lateral (
         select next.*, row_number() over places as place, lead(next.seq) over places is not null as more,
           sum(octet_length(coalesce(next.text, ''))) over places as bytes
         from (
           select * from entries
           where conversation_id = w.conversation_id and seq > w.after_seq order by seq limit ${page.entries + 1}) as next
         window places as (order by next.seq rows unbounded preceding)) as e
       where e.place = 1 or (e.place <= ${page.entries} and e.bytes <= ${page.bytes})
       order by w.want, e.seq`,
    [requests.map(({ conversationId }) => conversationId), requests.map(({ afterSeq }) => afterSeq)],
  );
}
