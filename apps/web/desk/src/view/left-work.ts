import { conversationsIn, withoutConversations, type KeptWork } from './kept-work';

/** Maps a conversation id to the time in milliseconds at which it was first missing from the desk. */
export type LeftSince = Readonly<Record<string, number>>;

/** A conversation that returns within this time, for example from the queue, still has its draft. */
const keepMs = 15 * 60_000;
const leftAtMost = 50;

/**
 * Drops the work of conversations that have left the desk. It waits until the connection was unbroken for a while, in
 * which the server has listed all conversations of the agent. When there are very many, the oldest are dropped at
 * once.
 */
export function withoutLeftWork(
  { work, gone }: { work: KeptWork; gone: LeftSince },
  mine: { has(conversationId: string): boolean },
  now: number,
): { work: KeptWork; gone: LeftSince } {
  const missing = [...conversationsIn(work)]
    .filter((id) => !mine.has(id))
    .map((id) => [id, gone[id] ?? now] as const)
    .sort(([, a], [, b]) => b - a);
  const isOver = (since: number, place: number) => now - since >= keepMs || place >= leftAtMost;
  const dropped = missing.filter(([, since], place) => isOver(since, place)).map(([id]) => id);
  const waiting = missing.filter(([, since], place) => !isOver(since, place));
  return { work: withoutConversations(work, new Set(dropped)), gone: Object.fromEntries(waiting) };
}
