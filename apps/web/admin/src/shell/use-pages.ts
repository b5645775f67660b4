import { useState } from 'react';
import type { Page } from '../api/kinds';
import { useLoaded, type Loaded } from './use-loaded';

/** The loaded part of a long list, and a function that loads more. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly isLoadingMore: boolean;
  /** Absent if the whole list is loaded. */
  readonly more: (() => void) | undefined;
}

/**
 * Loads a list in pages, from the start when `key` changes. It loads all shown pages again each time, so that no page is
 * out of date. The previous list stays until then, even that of another key.
 */
export function usePages<Item>(
  key: string,
  load: (cursor: string | null) => Promise<Page<Item>>,
): [Loaded<Pages<Item>>, () => void] {
  const [wanted, setWanted] = useState({ key, pages: 1 });
  const pages = wanted.key === key ? wanted.pages : 1;
  const [loaded, reload] = useLoaded(`${key} ${pages}`, () => readPages(load, pages));
  const [latest, setLatest] = useState<{ readonly of: typeof loaded }>();
  if (loaded.state === 'ready' && latest?.of !== loaded) setLatest({ of: loaded });
  const isStale = loaded.state === 'loading' && latest?.of.state === 'ready';
  const shown = isStale ? latest.of : loaded;
  if (shown.state !== 'ready') return [shown, reload];
  const { items, nextCursor } = shown.value;
  const more = () => {
    setWanted({ key, pages: pages + 1 });
  };
  const value = { items, isLoadingMore: isStale, more: nextCursor === null ? undefined : more };
  return [{ state: 'ready', value }, reload];
}

/** The first pages of a list as one. */
async function readPages<Item>(
  load: (cursor: string | null) => Promise<Page<Item>>,
  pages: number,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < pages && (read === 0 || cursor !== null); read++) {
    const page: Page<Item> = await load(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { items, nextCursor: cursor };
}
