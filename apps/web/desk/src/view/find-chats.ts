import { plain } from '../../../kit/plain';
import type { DeskStatus } from '@rejoin/client';
import { byNeed, compare, type Chat } from './chats';
import { partsOf } from './slug';

export const filters = ['all', 'unread', 'away', 'queue', 'wrap-up'] as const;
export type Filter = (typeof filters)[number];
export const sorts = ['need', 'newest', 'oldest', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** Which conversations an agent sees, and in which order. */
export interface ListQuery {
  readonly search: string;
  readonly filter: Filter;
  readonly sort: Sort;
}

export const defaultQuery: ListQuery = { search: '', filter: 'all', sort: 'need' };
/** The maximum length of a search in characters. */
export const searchAtMost = 100;

export type QueueEntry = DeskStatus['queue'][number];

/** Returns the conversations that match the search and the filter, in the selected order. */
export function findChats(chats: readonly Chat[], { search, filter, sort }: ListQuery): Chat[] {
  const found = chats.filter((chat) => fits(chat, filter) && matches(chatTexts(chat), search));
  return found.sort(orders[sort]);
}

/** Returns the matching entries of the queue, the longest waiting first unless another order is selected. */
export function findQueueEntries(
  queue: readonly QueueEntry[],
  { search, filter, sort }: ListQuery,
): QueueEntry[] {
  if (filter !== 'all' && filter !== 'queue') return [];
  const found = queue.filter(({ customerName, firstWords, conversationId }) =>
    matches([customerName ?? '', firstWords ?? '', conversationId], search),
  );
  if (sort === 'newest') return found.sort((a, b) => compare(b.queuedAt, a.queuedAt));
  if (sort === 'name') return found.sort((a, b) => byName(a.customerName, b.customerName));
  // The order of the server is the order in which conversations are offered.
  return found;
}

/** Counts the conversations that each filter selects. */
export function countsOf(
  chats: readonly Chat[],
  queue: readonly QueueEntry[],
): Readonly<Record<Filter, number>> {
  const count = (filter: Filter) => chats.filter((chat) => fits(chat, filter)).length;
  return {
    all: chats.length + queue.length,
    unread: count('unread'),
    away: count('away'),
    queue: queue.length,
    'wrap-up': count('wrap-up'),
  };
}

/**
 * Returns whether each word of a search occurs in one of the texts. Case and diacritics are ignored, and no character
 * has a special meaning.
 */
export function matches(texts: readonly string[], search: string): boolean {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const all = texts.map(plain);
  return words.every((word) => all.some((text) => text.includes(word)));
}

function chatTexts({ snapshot, lastMessage, conversationId }: Chat): string[] {
  const said = partsOf(lastMessage?.text ?? '').filter((part) => part !== null);
  return [snapshot.customer.name ?? '', ...said, conversationId];
}

function fits({ group, unread }: Chat, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unread':
      return unread > 0;
    case 'away':
    case 'wrap-up':
      return group === filter;
    case 'queue':
      return false;
  }
}

const orders: Readonly<Record<Sort, (a: Chat, b: Chat) => number>> = {
  need: byNeed,
  newest: (a, b) => compare(latest(b), latest(a)) || compare(b.conversationId, a.conversationId),
  oldest: (a, b) => compare(a.conversationId, b.conversationId),
  name: (a, b) => byName(a.snapshot.customer.name, b.snapshot.customer.name) || byNeed(a, b),
};

function latest({ lastMessage }: Chat): string {
  return lastMessage?.at ?? '';
}

/** Compares names; customers without a name come last. */
function byName(a: string | null | undefined, b: string | null | undefined): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  return a.localeCompare(b);
}
