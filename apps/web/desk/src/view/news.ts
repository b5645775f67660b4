import type { DeskConversation, DeskState } from '@rejoin/client';
import type { Entry } from '@rejoin/contracts';

/** Something that an agent should hear of, also when another window is in front. */
export interface News {
  readonly kind: 'assigned' | 'message' | 'away' | 'returned' | 'expired';
  readonly conversationId: string;
  readonly customerName: string | null;
}

/** What is new between two states of the desk. What a first load brings is not. */
export function newsIn(before: DeskState, after: DeskState): News[] {
  if (before === after) return [];
  const since = after.welcome?.serverNow ?? '';
  return [...after.conversations].flatMap(([conversationId, now]): News[] => {
    const known = before.conversations.get(conversationId);
    if (known === now || !now.snapshot) return [];
    const kinds = known?.snapshot ? changes(known, now) : arrival(now, since);
    return kinds.map((kind) => ({ kind, conversationId, customerName: now.snapshot?.customer.name ?? null }));
  });
}

/** Of each conversation what happened last. */
export function latestOfEach(news: readonly News[]): News[] {
  return [...new Map(news.map((one) => [one.conversationId, one])).values()];
}

/** The conversations that are no longer on the desk: what was told of them is stale. */
export function goneFrom(before: DeskState, after: DeskState): string[] {
  return [...before.conversations.keys()].filter((id) => !after.conversations.has(id));
}

/** The first snapshot follows the transcript. */
function arrival({ snapshot, transcript }: DeskConversation, since: string): News['kind'][] {
  const joined = transcript.entries.findLast(({ code }) => code === 'agent-joined');
  return snapshot?.state === 'active' && joined && joined.at >= since ? ['assigned'] : [];
}

function changes(known: DeskConversation, now: DeskConversation): News['kind'][] {
  const fresh = now.transcript.entries.slice(known.transcript.entries.length);
  return [...new Set(fresh.flatMap(kindOf))];
}

function kindOf({ kind, sender, code }: Entry): News['kind'][] {
  if (kind === 'message') return sender === 'customer' ? ['message'] : [];
  if (code === 'customer-lost') return ['away'];
  if (code === 'customer-back') return ['returned'];
  return code === 'window-expired' ? ['expired'] : [];
}
