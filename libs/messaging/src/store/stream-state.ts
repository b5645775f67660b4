import { factLimits } from '@rejoin/contracts';
import type { Database, Sql } from '@rejoin/persistence';

/** The state of a service's stream, as Postgres knows it. */
export interface StreamState {
  /** When the stream was created, which identifies it. Null if it is not created yet, or abandoned. */
  readonly created: string | null;
  /** The sequence and fact id of the last published message. The id is null if there is none, or if it has expired. */
  readonly lastSeq: number;
  readonly lastId: string | null;
  /** Rows of the outbox below this one are still to be replayed. 0 means none. */
  readonly replayBelow: number;
}

export async function readStreamState(database: Database): Promise<StreamState> {
  const [known] = await database.query<StreamState>(
    `select created, last_seq as "lastSeq", replay_below as "replayBelow",
       case when last_at > clock_timestamp() - make_interval(days => $1) then last_id end as "lastId"
     from published_stream`,
    [factLimits.retentionDays.value],
  );
  if (!known) throw new Error('published_stream has lost its row');
  return known;
}

/** Records that the stream must be created again. A replica that still publishes to the old one can mark no more rows. */
export async function abandonStream(sql: Sql): Promise<void> {
  await sql.query(`update published_stream set created = null`);
}

/** Records a new stream, which is empty: all published rows are replayed into it. */
export async function beginStream(database: Database, created: string): Promise<void> {
  await database.query(
    `update published_stream set created = $1, last_seq = 0, last_id = null,
       replay_below = (select coalesce(max(seq), 0) + 1 from outbox where published_at is not null)`,
    [created],
  );
}
