import { conversationsIn, withoutConversations, type KeptWork } from './kept-work';

/** conversation id -> when it was first seen to be no longer the agent's (ms) */
export type Gone = Readonly<Record<string, number>>;

/** What comes back within this time (a queue, a colleague who hands it back) finds its draft again. */
const keptMs = 15 * 60_000;
const goneAtMost = 50;

/**
 * Drops what is kept of conversations that are no longer this agent's: after a while of an unbroken line, in which
 * the server tells every conversation of the agent's, however slowly; at once when there are very many.
 */
export function tidied(
  { work, gone }: { work: KeptWork; gone: Gone },
  mine: { has(conversationId: string): boolean },
  now: number,
): { work: KeptWork; gone: Gone } {
  const missing = [...conversationsIn(work)]
    .filter((id) => !mine.has(id))
    .map((id) => [id, gone[id] ?? now] as const)
    .sort(([, a], [, b]) => b - a);
  const isOver = (since: number, place: number) => now - since >= keptMs || place >= goneAtMost;
  const dropped = missing.filter(([, since], place) => isOver(since, place)).map(([id]) => id);
  const waiting = missing.filter(([, since], place) => !isOver(since, place));
  return { work: withoutConversations(work, new Set(dropped)), gone: Object.fromEntries(waiting) };
}
