import type { DeskConversation, DeskState } from '@rejoin/client';
import type { Entry, Snapshot } from '@rejoin/contracts';

export const groups = ['away', 'active', 'wrap-up'] as const;
export type Group = (typeof groups)[number];

/** A conversation of this agent as the list shows it. */
export interface Chat {
  readonly conversationId: string;
  readonly snapshot: Snapshot;
  readonly group: Group;
  readonly lastMessage: Entry | undefined;
  /** Of the customer, since the agent last looked. */
  readonly unread: number;
  /** Since when the customer waits for an answer; null: the agents have written last. */
  readonly waitsSince: string | null;
}

/** conversation id -> seq up to which the agent has read it */
export type Read = Readonly<Record<string, number>>;

/** What was made of a conversation, for as long as it and what was read of it are the same. */
const made = new WeakMap<DeskConversation, { readonly readTo: number; readonly chat: Chat | undefined }>();

/**
 * This agent's conversations by their need: who is away first by the nearest deadline, then who has unread messages,
 * then who waits for an answer, each the longest first, then the others as they began.
 */
export function chatsOf({ conversations }: DeskState, read: Read): Chat[] {
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
    // Ids are made in the order of time.
    compare(a.conversationId, b.conversationId)
  );
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function chatOf(conversationId: string, conversation: DeskConversation, readTo: number): Chat | undefined {
  const known = made.get(conversation);
  if (known?.readTo === readTo) return known.chat;
  const chat = newChat(conversationId, conversation, readTo);
  made.set(conversation, { readTo, chat });
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
