import type { DeskConversation, DeskState } from '@rejoin/client';
import type { Entry, Snapshot } from '@rejoin/contracts';

export const groups = ['away', 'active', 'wrap-up'] as const;
export type Group = (typeof groups)[number];

/** A conversation of this agent as shown in the list. */
export interface Chat {
  readonly conversationId: string;
  readonly snapshot: Snapshot;
  readonly group: Group;
  readonly lastMessage: Entry | undefined;
  /** The number of the customer's messages that the agent has not read. */
  readonly unread: number;
  /** Since when the customer has been waiting for an answer; null when the last message is from an agent. */
  readonly waitsSince: string | null;
}

/** Maps a conversation id to the seq up to which the agent has read it. */
export type ReadPositions = Readonly<Record<string, number>>;

/** Caches the chat of a conversation for as long as the conversation and its read position are unchanged. */
const cache = new WeakMap<DeskConversation, { readonly readTo: number; readonly chat: Chat | undefined }>();

/**
 * Returns this agent's conversations sorted by urgency: disconnected customers by the nearest deadline, then unread
 * messages and then unanswered ones, each by the longest waiting time, then the others by their start.
 */
export function chatsOf({ conversations }: DeskState, read: ReadPositions): Chat[] {
  const chats = [...conversations].flatMap(([conversationId, conversation]): Chat[] => {
    const chat = chatOf(conversationId, conversation, read[conversationId] ?? 0);
    return chat ? [chat] : [];
  });
  return chats.sort(byNeed);
}

export function byNeed(a: Chat, b: Chat): number {
  return (
    groups.indexOf(a.group) - groups.indexOf(b.group) ||
    compare(deadlineOf(a), deadlineOf(b)) ||
    need(a) - need(b) ||
    compare(a.waitsSince ?? '', b.waitsSince ?? '') ||
    // Conversation ids are ordered by their creation time.
    compare(a.conversationId, b.conversationId)
  );
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function chatOf(conversationId: string, conversation: DeskConversation, readTo: number): Chat | undefined {
  const cached = cache.get(conversation);
  if (cached?.readTo === readTo) return cached.chat;
  const chat = newChat(conversationId, conversation, readTo);
  cache.set(conversation, { readTo, chat });
  return chat;
}

function newChat(
  conversationId: string,
  { snapshot, transcript: { entries } }: DeskConversation,
  readTo: number,
): Chat | undefined {
  const group = snapshot && groupOf(snapshot);
  if (!group) return undefined;
  const lastMessage = entries.findLast(isPublic);
  const answered = entries.findLastIndex((entry) => isPublic(entry) && entry.sender === 'agent');
  const waiting = entries.slice(answered + 1).find(isOfCustomer);
  const unread = entries.filter((entry) => entry.seq > readTo && isOfCustomer(entry)).length;
  return { conversationId, snapshot, group, lastMessage, unread, waitsSince: waiting?.at ?? null };
}

function groupOf({ state, customer }: Snapshot): Group | undefined {
  if (state === 'wrap-up') return 'wrap-up';
  if (state === 'active') return customer.status === 'away' ? 'away' : 'active';
  return undefined;
}

function isPublic(entry: Entry): boolean {
  return entry.kind === 'message' && entry.visibility === 'public';
}

function isOfCustomer(entry: Entry): boolean {
  return entry.kind === 'message' && entry.sender === 'customer';
}

function deadlineOf({ group, snapshot }: Chat): string {
  return group === 'away' ? (snapshot.window?.deadlineAt ?? '') : '';
}

function need({ unread, waitsSince }: Chat): number {
  if (unread > 0) return 0;
  return waitsSince === null ? 2 : 1;
}
