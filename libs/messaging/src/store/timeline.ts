import { newId } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import { abandonStream } from './stream-state';

/**
 * The id of the history that a service's database has. A database that was restored from a backup continues from an earlier
 * point, so it gets another id: what others know of the former history may never have happened in this one.
 */
export class Timeline {
  constructor(readonly id: string) {}
}

/**
 * Returns the timeline of the database, and begins another one when the database was restored or replaced by a standby.
 * The stream is then abandoned, because it has facts that this database lacks: the relay creates it again, with its
 * durables, and publishes the facts of this database. Nothing is applied from other services' streams until they have been
 * asked for their timelines.
 */
export function openTimeline(database: Database): Promise<{ timeline: Timeline; isOther: boolean }> {
  return database.transaction(async (tx) => {
    await tx.query(`lock table timeline in share row exclusive mode`);
    const [known] = await tx.query<{ id: string; identity: string | null }>(
      `select id, identity from timeline`,
    );
    const identity = database.identity ?? null;
    if (known && (identity === null || known.identity === identity))
      return { timeline: new Timeline(known.id), isOther: false };
    const timeline = new Timeline(newId());
    tx.write(
      `insert into timeline (id, identity) values ($1, $2)
       on conflict (singleton) do update
       set id = excluded.id, identity = excluded.identity, since = clock_timestamp()`,
      [timeline.id, identity],
    );
    if (!known) return { timeline, isOther: false };
    tx.write(`delete from fact_timelines`);
    await abandonStream(tx);
    return { timeline, isOther: true };
  });
}
