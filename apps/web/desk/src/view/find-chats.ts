import { plain } from '../../../kit/plain';
import type { DeskStatus } from '@rejoin/client';
import { byNeed, compare, type Chat } from './chats';
import { partsOf } from './slug';

export const filters = ['all', 'unread', 'away', 'queue', 'wrap-up'] as const;
export type Filter = (typeof filters)[number];
export const sorts = ['need', 'newest', 'oldest', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** Which conversations an agent wants to see, and in which order. */
export interface Wanted {
  readonly search: string;
  readonly filter: Filter;
  readonly sort: Sort;
}

export const everything: Wanted = { search: '', filter: 'all', sort: 'need' };
/** In characters: a search is a few words. */
export const searchAtMost = 100;

export type Waiting = DeskStatus['queue'][number];

/** The conversations that fit a search and a filter, in the wanted order. */
export function findChats(chats: readonly Chat[], { search, filter, sort }: Wanted): Chat[] {
  const found = chats.filter((chat) => fits(chat, filter) && matches(chatTexts(chat), search));
  return found.sort(orders[sort]);
}

/** Of those who wait in the queue: the longest first, unless they are wanted otherwise. */
export function findWaiting(queue: readonly Waiting[], { search, filter, sort }: Wanted): Waiting[] {
  if (filter !== 'all' && filter !== 'queue') return [];
  const found = queue.filter(({ customerName, firstWords, conversationId }) =>
    matches([customerName ?? '', firstWords ?? '', conversationId], search),
  );
  if (sort === 'newest') return found.sort((a, b) => compare(b.queuedAt, a.queuedAt));
  if (sort === 'name') return found.sort((a, b) => byName(a.customerName, b.customerName));
  // As it is offered: who was served before comes first.
  return found;
}

/** How many conversations each filter shows. */
export function countsOf(
  chats: readonly Chat[],
  queue: readonly Waiting[],
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

/** Whether each word of a search occurs in one of the texts; marks and case do not count, and no sign is special. */
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

/** Who has told no name comes last. */
function byName(a: string | null | undefined, b: string | null | undefined): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  return a.localeCompare(b);
}
