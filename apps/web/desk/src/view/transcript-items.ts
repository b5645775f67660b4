import type { Entry } from '@rejoin/contracts';
import type { Unsent } from './kept-work';

/** An item of a transcript; items are shown from top to bottom. */
export type TranscriptItem =
  | { readonly type: 'day'; readonly key: string; readonly at: string }
  | { readonly type: 'message'; readonly key: string; readonly entry: Entry; readonly isFirstOfTurn: boolean }
  | { readonly type: 'system'; readonly key: string; readonly entry: Entry }
  | { readonly type: 'unsent'; readonly key: string; readonly unsent: Unsent };

export interface TranscriptItems {
  readonly items: readonly TranscriptItem[];
  /** The number of entries before the first one shown. */
  readonly earlier: number;
}

/**
 * Returns the latest entries, with a heading before each new day in the reader's time zone, and the unsent messages.
 */
export function itemsOf(
  entries: readonly Entry[],
  unsent: readonly Unsent[],
  shown: number,
): TranscriptItems {
  const visible = entries.filter(({ kind }) => kind !== 'hidden');
  const page = visible.slice(-shown);
  const items: TranscriptItem[] = [];
  let before: Entry | undefined;
  for (const entry of page) {
    const key = String(entry.seq);
    if (!before || dayOf(before.at) !== dayOf(entry.at)) {
      items.push({ type: 'day', key: `day-${key}`, at: entry.at });
      before = undefined;
    }
    if (entry.kind === 'system') items.push({ type: 'system', key, entry });
    else items.push({ type: 'message', key, entry, isFirstOfTurn: !before || !isSameTurn(before, entry) });
    before = entry;
  }
  const stored = new Set(
    entries.flatMap(({ sender, clientId }) => (sender === 'agent' && clientId ? [clientId] : [])),
  );
  for (const one of unsent) {
    if (!stored.has(one.id)) items.push({ type: 'unsent', key: one.id, unsent: one });
  }
  return { items, earlier: visible.length - page.length };
}

function isSameTurn(a: Entry, b: Entry): boolean {
  return (
    a.kind === b.kind && a.sender === b.sender && a.agentId === b.agentId && a.visibility === b.visibility
  );
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
