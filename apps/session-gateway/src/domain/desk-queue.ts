import { deskQueueSize, type QueueChange, type QueueFront, type WaitingChat } from '@rejoin/contracts';

/**
 * Merges the fronts of an agent's queues into one list. Returns undefined when a front comes from routing 0.1.0,
 * which does not send the waiting times.
 */
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

/**
 * Returns the changes that turn one list into the other, or undefined when the lists are equal. A row that moved is
 * removed and added again.
 */
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
