import { Database, GroupCommit } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';
import { readNames } from './desks.store';
import { entryColumns, type EntryRow } from './entries.store';

export const pageSize = 200;

/** What one follower of a conversation has to be shown: the next page, and where the conversation stands. */
export interface FeedPage {
  readonly session: Session;
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly agentName: string | null;
  readonly entries: readonly EntryRow[];
  /** Names of the agents in these entries. */
  readonly names: ReadonlyMap<string, string>;
}

interface Wanted {
  readonly conversationId: string;
  readonly afterSeq: number;
}

/** Reads pages of transcripts for many followers with one query each. */
@Injectable()
export class FeedStore {
  private readonly reads = new GroupCommit<Wanted, FeedPage | undefined>((wanted) => this.readMany(wanted), {
    lanes: 3,
    max: 200,
    capacity: 200_000,
  });

  constructor(private readonly database: Database) {}

  /** The page after `afterSeq`; undefined when there is no such conversation. */
  read(conversationId: string, afterSeq: number): Promise<FeedPage | undefined> {
    return this.reads.submit({ conversationId, afterSeq });
  }

  private async readMany(wanted: readonly Wanted[]): Promise<(FeedPage | undefined)[]> {
    const ids = [...new Set(wanted.map(({ conversationId }) => conversationId))];
    // The sessions first: the entries then reach at least as far as each session's last seq.
    const sessions = await this.database.query<SessionRow>(
      `select c.id, c.session, c.customer_name as "customerName", c.context, d.display_name as "agentName"
       from conversations c left join desks d on d.agent_id = c.agent_id where c.id = any($1)`,
      [ids],
    );
    const rows = await this.database.query<EntryRow & { want: number }>(
      `select w.want, page.* from unnest($1::text[], $2::bigint[]) with ordinality as w (conversation_id, after_seq, want)
       cross join lateral (
         select ${entryColumns} from entries e
         where e.conversation_id = w.conversation_id and e.seq > w.after_seq order by e.seq limit ${pageSize}) as page
       order by w.want, page.seq`,
      [wanted.map(({ conversationId }) => conversationId), wanted.map(({ afterSeq }) => afterSeq)],
    );
    const names = await readNames(this.database, [...new Set(rows.flatMap(({ agentId }) => agentId ?? []))]);
    const pages = new Map<number, EntryRow[]>();
    for (const { want, ...entry } of rows) {
      const page = pages.get(want);
      if (page) page.push(entry);
      else pages.set(want, [entry]);
    }
    const byId = new Map(sessions.map((session) => [session.id, session]));
    return wanted.map(({ conversationId }, i) => {
      const row = byId.get(conversationId);
      if (!row) return undefined;
      return { ...row, entries: pages.get(i + 1) ?? [], names };
    });
  }
}

interface SessionRow {
  readonly id: string;
  readonly session: Session;
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly agentName: string | null;
}
