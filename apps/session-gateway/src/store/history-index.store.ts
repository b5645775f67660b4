import { firstWordsAtMost, historyLimits } from '@rejoin/contracts';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { indexedWords } from '../domain/search-words';
import { measuresSql } from './measures';

/** What is read of a closed conversation to add it to the history. */
interface ClosedConversation {
  readonly lastSeq: string;
  readonly isErased: boolean;
  readonly customerName: string | null;
  readonly texts: readonly string[] | null;
}

/** A closed conversation as it was read, with the words by which it will be found. */
interface MissingConversation extends Pick<ClosedConversation, 'lastSeq' | 'isErased'> {
  readonly conversationId: string;
  readonly words: readonly string[];
}

const textBytes = historyLimits.searchedTextBytes.value;

/** Adds closed conversations to the history, which agents search. */
@Injectable()
export class HistoryIndexStore {
  constructor(private readonly database: Database) {}

  /** Lists closed conversations that are not in the history, the newest first, without these ids. */
  async listMissing(withoutIds: readonly string[], limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from conversations where is_closed and not is_in_history and id <> all($1)
       order by id desc limit $2`,
      [withoutIds, limit],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Measures conversations that a release without reports added, the newest first, and returns their number. Those that
   * another gateway measures are left to it.
   */
  async measureMissing(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query<{ id: string }>(
      `select id from past_conversations where not is_measured order by id desc limit $1 for update skip locked`,
      [limit],
    );
    if (rows.length > 0)
      measure(
        tx,
        rows.map(({ id }) => id),
      );
    return rows.length;
  }

  /** Reads a closed conversation that is not in the history, and splits its texts into words. */
  async readMissing(conversationId: string): Promise<MissingConversation | undefined> {
    const [found] = await this.database.query<ClosedConversation>(closedConversation, [
      conversationId,
      textBytes,
    ]);
    if (!found) return undefined;
    const { customerName, texts, ...version } = found;
    const words = indexedWords(
      [...(customerName === null ? [] : [customerName]), ...(texts ?? [])],
      textBytes,
    );
    return { conversationId, ...version, words };
  }

  /**
   * Adds one conversation. One that another gateway is adding, or has added, is left to it. One with an entry that came since
   * it was read, or whose texts were erased, is read again later.
   */
  async add(tx: Tx, { conversationId, lastSeq, isErased, words }: MissingConversation): Promise<void> {
    const unchanged = await tx.query(
      `select from conversations where id = $1 and is_closed and not is_in_history
         and session->>'lastSeq' = $2 and (session ? 'erased') = $3 for update skip locked`,
      [conversationId, lastSeq, isErased],
    );
    if (unchanged.length > 0) write(tx, conversationId, words);
  }
}

/** Writes the measures of conversations that are in the history. Measuring a conversation again replaces its measures. */
function measure(tx: Tx, conversationIds: readonly string[]): void {
  tx.write(
    `insert into conversation_measures (id, org, workstream_id, started_at, waited_seconds, responded_seconds,
       responded_by, handled_seconds, agent_ids, agent_seconds)
     select c.id, c.org, c.session->>'workstreamId', c.started_at, m.waited_seconds, m.responded_seconds,
       m.responded_by, m.handled_seconds, m.agent_ids, m.agent_seconds
     from conversations c cross join lateral ${measuresSql} as m
     where c.id = any($1)
     on conflict (id) do update set waited_seconds = excluded.waited_seconds,
       responded_seconds = excluded.responded_seconds, responded_by = excluded.responded_by,
       handled_seconds = excluded.handled_seconds, agent_ids = excluded.agent_ids,
       agent_seconds = excluded.agent_seconds`,
    [conversationIds],
  );
  tx.write(`update past_conversations set is_measured = true where id = any($1)`, [conversationIds]);
}

/** Reads the texts from the beginning, whole messages only, at least one. */
const closedConversation = `
  select c.session->>'lastSeq' as "lastSeq", c.session ? 'erased' as "isErased", c.customer_name as "customerName", (
    select array_agg(text order by seq) from (
      select seq, text, row_number() over places as place, sum(octet_length(text)) over places as bytes
      from entries where conversation_id = c.id and kind = 'message' and text is not null
      window places as (order by seq rows unbounded preceding)) as e
    where place = 1 or bytes <= $2) as texts
  from conversations c where c.id = $1 and c.is_closed and not c.is_in_history`;

function write(tx: Tx, conversationId: string, words: readonly string[]): void {
  tx.write(
    `insert into past_conversations (id, org, workstream_id, widget_id, subject_hash, customer_name, agent_id,
       agent_ids, outcome, disposition, tags, started_at, closed_at, first_words, words)
     select c.id, c.org, c.session->>'workstreamId', c.widget_id, c.subject_hash, c.customer_name,
       served.ids[cardinality(served.ids)], served.ids, c.session->'sealed'->>'reason', c.session->>'disposition',
       array(select jsonb_array_elements_text(c.session->'tags')), c.started_at,
       (select at from entries where conversation_id = c.id order by code = 'closed' desc nulls last, seq desc limit 1),
       (select left(text, $3) from entries where conversation_id = c.id and kind = 'message'
          and sender = 'customer' and visibility = 'public' order by seq limit 1),
       array_to_tsvector($2)
     from conversations c cross join lateral (
       select array(select agent_id from entries where conversation_id = c.id and code = 'agent-joined'
                      and agent_id is not null order by seq) as ids) as served
     where c.id = $1
     on conflict (id) do update set subject_hash = excluded.subject_hash, customer_name = excluded.customer_name,
       agent_id = excluded.agent_id, agent_ids = excluded.agent_ids, outcome = excluded.outcome,
       disposition = excluded.disposition, tags = excluded.tags,
       closed_at = excluded.closed_at, first_words = excluded.first_words, words = excluded.words`,
    [conversationId, words, firstWordsAtMost],
  );
  measure(tx, [conversationId]);
  tx.write(`update conversations set is_in_history = true where id = $1`, [conversationId]);
}
