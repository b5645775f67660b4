import type { Entry } from '@rejoin/contracts';
import { entryFor, type StoredEntry } from './snapshot';

/** A page of a transcript as it was read from the store. `more`: entries follow it. */
interface StoredPage {
  readonly entries: readonly (StoredEntry & { readonly conversationId: string })[];
  readonly more: boolean;
  readonly names: ReadonlyMap<string, string>;
}

/** Returns the first `limit` entries as the support side may see them, and the seq after which the next page begins. */
export function transcriptPage(page: StoredPage, limit: number): { entries: Entry[]; next: number | null } {
  const entries = page.entries
    .slice(0, limit)
    .map(({ conversationId: _, ...row }) => entryFor(row, 'agent', page.names, () => null));
  const hasMore = page.more || page.entries.length > entries.length;
  return { entries, next: hasMore ? (entries.at(-1)?.seq ?? null) : null };
}
