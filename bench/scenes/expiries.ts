import { until, type Stage } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { firedOnce, tablesAreRight, type ReceivedCounts } from '../product/side-conditions.ts';

export interface HeardExpiries {
  readonly heard: ReceivedCounts;
  readonly first: number;
  readonly last: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Starts chats, cuts their connections, and waits until each has its window. The deadlines are ten minutes
 * away.
 */
export async function windowsThatRun(stage: Stage, count: number): Promise<Chats> {
  const chats = await Chats.open(stage);
  await chats.start(count);
  await chats.cut(count);
  await tablesAreRight(chats.system);
  return chats;
}

/**
 * Gives `count` of the open windows deadlines that begin in `leadMs`, `perSecond` a second, or all the same
 * deadline. Only the instant in the table is changed, before the timer reads the rows that are due soon: ten
 * thousand customers cannot lose their connections so that all deadlines fall into one millisecond. Returns
 * the first instant.
 */
export async function setDeadlines(
  chats: Chats,
  count: number,
  perSecond: number,
  leadMs: number,
): Promise<number> {
  const [row] = await chats.system.query<{ begin: Date }>(
    `with chosen as (
       select conversation_id, epoch, row_number() over (order by conversation_id) - 1 as n
       from reconnection_timer.windows where outcome is null order by conversation_id limit $1),
     moved as (
       update reconnection_timer.windows w
       set deadline_at = date_trunc('milliseconds', now() + make_interval(secs => $2::float8 + n * $3::float8))
       from chosen c where c.conversation_id = w.conversation_id and c.epoch = w.epoch
       returning w.deadline_at)
     select min(deadline_at) as begin from moved`,
    [count, leadMs / 1000, perSecond === Infinity ? 0 : 1 / perSecond],
  );
  return row?.begin.getTime() ?? NaN;
}

/**
 * Waits until a subscriber has received this many expiries. Returns what it received and the faults in it.
 */
export async function heardOf(
  chats: Chats,
  count: number,
  seconds: number,
): Promise<HeardExpiries & { faults: string[] }> {
  const before = new Set(await chats.expired());
  await until(
    seconds,
    `${count} expiries`,
    async () => (await chats.subscriber.ask<number>('count')) >= count,
  );
  const wrong = await tablesAreRight(chats.system);
  const report = await chats.subscriber.ask<HeardExpiries>('report');
  const expired = (await chats.expired()).filter((window) => report.heard.has(window) || !before.has(window));
  return { ...report, faults: [...firedOnce(expired, report.heard), ...wrong] };
}

/** Converts the report of a peer to faults. */
export function peerFaults({ missing, twice }: { missing: number; twice: number }): string[] {
  return [
    ...(missing > 0 ? [`${missing} did not fire`] : []),
    ...(twice > 0 ? [`${twice} fired twice`] : []),
  ];
}
