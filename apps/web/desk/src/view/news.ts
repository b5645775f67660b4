import type { DeskConversation, DeskState } from '@rejoin/client';
import type { Entry } from '@rejoin/contracts';

/** An event to announce to the agent, also while another browser window is in front. */
export interface News {
  readonly kind: 'assigned' | 'message' | 'away' | 'returned' | 'expired';
  readonly conversationId: string;
  readonly customerName: string | null;
}

/** Returns the events between two states of the desk, without the content of the first load. */
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

/** Returns the last event of each conversation. */
export function latestOfEach(news: readonly News[]): News[] {
  return [...new Map(news.map((one) => [one.conversationId, one])).values()];
}

/** Returns the conversations that have left the desk, whose toasts are outdated. */
export function goneFrom(before: DeskState, after: DeskState): string[] {
  return [...before.conversations.keys()].filter((id) => !after.conversations.has(id));
}

/** The first snapshot of a conversation arrives after its transcript. */
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
