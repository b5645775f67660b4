import type { Entry } from '@rejoin/contracts';
import type { Unsent } from './kept-work';

/** What a transcript shows, from top to bottom. */
export type Line =
  | { readonly type: 'day'; readonly key: string; readonly at: string }
  | { readonly type: 'message'; readonly key: string; readonly entry: Entry; readonly isFirstOfTurn: boolean }
  | { readonly type: 'system'; readonly key: string; readonly entry: Entry }
  | { readonly type: 'unsent'; readonly key: string; readonly unsent: Unsent };

export interface Lines {
  readonly lines: readonly Line[];
  /** Entries before the first one shown. */
  readonly earlier: number;
}

/** So many of the latest entries, with a line before each new day (of the reader), and what is not sent yet. */
export function linesOf(entries: readonly Entry[], unsent: readonly Unsent[], shown: number): Lines {
  const visible = entries.filter(({ kind }) => kind !== 'hidden');
  const page = visible.slice(-shown);
  const lines: Line[] = [];
  let before: Entry | undefined;
  for (const entry of page) {
    const key = String(entry.seq);
    if (!before || dayOf(before.at) !== dayOf(entry.at)) {
      lines.push({ type: 'day', key: `day-${key}`, at: entry.at });
      before = undefined;
    }
    if (entry.kind === 'system') lines.push({ type: 'system', key, entry });
    else lines.push({ type: 'message', key, entry, isFirstOfTurn: !before || !isSameTurn(before, entry) });
    before = entry;
  }
  const stored = new Set(
    entries.flatMap(({ sender, clientId }) => (sender === 'agent' && clientId ? [clientId] : [])),
  );
  for (const one of unsent) {
    if (!stored.has(one.id)) lines.push({ type: 'unsent', key: one.id, unsent: one });
  }
  return { lines, earlier: visible.length - page.length };
}

function isSameTurn(a: Entry, b: Entry): boolean {
  return (
    a.kind === b.kind && a.sender === b.sender && a.agentId === b.agentId && a.visibility === b.visibility
  );
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
