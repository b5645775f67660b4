import type { DeskState } from '@rejoin/client';
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
}

/** conversation id -> seq up to which the agent has read it */
export type Read = Readonly<Record<string, number>>;

/** This agent's conversations: who is away first by the nearest deadline, the others as they began. */
export function chatsOf({ conversations }: DeskState, read: Read): Chat[] {
  const chats = [...conversations].flatMap(([conversationId, { snapshot, transcript }]): Chat[] => {
    const group = snapshot && groupOf(snapshot);
    if (!snapshot || !group) return [];
    const lastMessage = transcript.entries.findLast(
      (entry) => isMessage(entry) && entry.visibility === 'public',
    );
    return [
      {
        conversationId,
        snapshot,
        group,
        lastMessage,
        unread: unreadIn(transcript.entries, read[conversationId]),
      },
    ];
  });
  return chats.sort(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || compare(place(a), place(b)),
  );
}

function unreadIn(entries: readonly Entry[], readTo = 0): number {
  return entries.filter((entry) => entry.seq > readTo && isMessage(entry) && entry.sender === 'customer')
    .length;
}

function groupOf({ state, customer }: Snapshot): Group | undefined {
  if (state === 'wrap-up') return 'wrap-up';
  if (state === 'active') return customer.status === 'away' ? 'away' : 'active';
  return undefined;
}

function isMessage(entry: Entry): boolean {
  return entry.kind === 'message';
}

/** Ids are made in the order of time. */
function place({ group, snapshot, conversationId }: Chat): string {
  return group === 'away' ? `${snapshot.window?.deadlineAt ?? ''} ${conversationId}` : conversationId;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
