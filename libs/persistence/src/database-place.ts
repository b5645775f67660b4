import type { Client } from 'pg';
import { sqlState } from './sql-errors';

/**
 * The database that a connection has reached. `identity` names the server's data, the database and the timeline of its
 * write-ahead log (WAL); Postgres begins another one when a backup is restored and when a standby is promoted.
 */
interface Place {
  readonly identity: string;
  /** The position in the WAL up to which it is on disk. */
  readonly position: bigint;
}

/** The server of a new connection is not the one that this process has worked with: it lacks what was committed. */
class OtherDatabase extends Error {
  constructor() {
    super('the database was restored from a backup, or is that of a promoted standby');
  }
}

const placeSql = `
  select (select system_identifier from pg_control_system())::text
      || '/' || (select oid from pg_database where datname = current_database())
      || '/' || left(pg_walfile_name(at), 8) as identity,
    (at - '0/0'::pg_lsn)::text as position
  from (select pg_current_wal_flush_lsn() as at) now`;

/** No right to the functions, or a server that does not have them. */
const unknowable = new Set(['42501', '42883', '0A000']);

/**
 * Compares the database of each new connection with that of the first one. What a process remembers is valid for one
 * database only, so a connection to another one is refused before it runs a statement.
 *
 * A server that is in recovery is refused too, with its own error: a connection that it accepts would stay open when the
 * recovery ends, on whatever timeline.
 */
export class DatabasePlace {
  private first: Place | undefined;
  private furthest = 0n;
  private isOther = false;

  constructor(private readonly onOther: () => void) {}

  /** Undefined when the server does not tell. */
  get identity(): string | undefined {
    return this.first?.identity;
  }

  /** Throws {@link OtherDatabase} when the connection leads to another database. */
  async check(client: Client): Promise<void> {
    // Connections are opened side by side, so only positions that were known before this question count.
    const { furthest } = this;
    const place = await read(client);
    if (!place) return;
    this.first ??= place;
    if (place.identity !== this.first.identity || place.position < furthest) this.isOther = true;
    if (place.position > this.furthest) this.furthest = place.position;
    if (!this.isOther) return;
    this.onOther();
    throw new OtherDatabase();
  }
}

async function read(client: Client): Promise<Place | undefined> {
  try {
    const { rows } = await client.query<{ identity: string; position: string }>(placeSql);
    const [row] = rows;
    return row && { identity: row.identity, position: BigInt(row.position) };
  } catch (error) {
    if (unknowable.has(sqlState(error) ?? '')) return undefined;
    throw error;
  }
}
