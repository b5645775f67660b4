import { deskQueueSize, type QueueChange, type QueueFront, type WaitingChat } from '@rejoin/contracts';

/** Undefined: a front comes from a routing of release 0.1.0, which does not say since when somebody waits. */
export function deskQueue(
  workstreamIds: readonly string[],
  fronts: ReadonlyMap<string, QueueFront>,
): WaitingChat[] | undefined {
  const rows: (WaitingChat & { returned: boolean })[] = [];
  for (const workstreamId of workstreamIds) {
    const front = fronts.get(workstreamId);
    if (!front) continue;
    const { conversationIds, queuedAt, returned = 0 } = front;
    if (!queuedAt) return undefined;
    conversationIds.forEach((conversationId, i) =>
      rows.push({ conversationId, workstreamId, queuedAt: queuedAt[i] ?? '', returned: i < returned }),
    );
  }
  rows.sort(
    (a, b) =>
      Number(b.returned) - Number(a.returned) ||
      compare(a.queuedAt, b.queuedAt) ||
      compare(a.conversationId, b.conversationId),
  );
  return rows.slice(0, deskQueueSize).map(({ returned: _, ...row }) => row);
}

/** What a desk has to change in its list; undefined: nothing. A row that moved is taken out and put in again. */
export function queueChange(
  before: readonly WaitingChat[],
  after: readonly WaitingChat[],
): QueueChange | undefined {
  const positions = new Map(after.map((row, at) => [row.conversationId, { row, at }]));
  const removed: string[] = [];
  const keptIds = new Set<string>();
  let last = -1;
  for (const row of before) {
    const target = positions.get(row.conversationId);
    if (target && target.at > last && isSame(row, target.row)) {
      keptIds.add(row.conversationId);
      last = target.at;
    } else removed.push(row.conversationId);
  }
  const added = after.flatMap((row, at) => (keptIds.has(row.conversationId) ? [] : [{ ...row, at }]));
  return removed.length + added.length > 0 ? { removed, added } : undefined;
}

function isSame(before: WaitingChat, after: WaitingChat): boolean {
  return (
    before.workstreamId === after.workstreamId &&
    before.queuedAt === after.queuedAt &&
    before.customerName === after.customerName &&
    before.firstWords === after.firstWords
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
