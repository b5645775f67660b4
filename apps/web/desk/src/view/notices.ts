import type { DeskState } from '@rejoin/client';
import type { DeskView } from './desk-view';
import { raised, withRead, type KeptWork } from './kept-work';

/** Something that happened to a conversation without this agent's doing, and perhaps while nobody looked. */
export interface Notice {
  readonly id: string;
  /** `expired`: the customer's time ran out while this desk had no line. `left`: it is another's now. */
  readonly kind: 'expired' | 'left';
  readonly conversationId: string;
  readonly customerName: string | null;
  readonly at: string | null;
  /** Of the entry that it is about: who has read so far, or was told of it, knows it. */
  readonly seq: number;
}

/** What the step to another state of the desk has to tell. */
export function missed(view: Pick<DeskView, 'desk' | 'leaving' | 'work'>, desk: DeskState): Notice[] {
  return [...leftUnasked(view, desk), ...expiredUnseen(view, desk)];
}

function leftUnasked(
  { desk: before, leaving }: Pick<DeskView, 'desk' | 'leaving'>,
  desk: DeskState,
): Notice[] {
  return [...before.conversations].flatMap(([conversationId, { snapshot }]): Notice[] => {
    // One in wrap-up is closed by the system after a while: nothing is lost by that.
    if (desk.conversations.has(conversationId) || leaving.includes(conversationId)) return [];
    if (snapshot?.state !== 'active') return [];
    const { name } = snapshot.customer;
    return [
      { id: `left ${conversationId}`, kind: 'left', conversationId, customerName: name, at: null, seq: 0 },
    ];
  });
}

function expiredUnseen({ desk: before, work }: Pick<DeskView, 'desk' | 'work'>, desk: DeskState): Notice[] {
  const since = desk.welcome?.serverNow;
  if (since === undefined) return [];
  return [...desk.conversations].flatMap(([conversationId, { snapshot, transcript }]): Notice[] => {
    const known = before.conversations.get(conversationId);
    if (!snapshot || (known?.transcript === transcript && known.snapshot)) return [];
    const end = transcript.entries.findLast(({ code }) => code === 'window-expired');
    if (!end || end.at >= since || end.seq <= knownTo(work, conversationId)) return [];
    const { name } = snapshot.customer;
    const of = { conversationId, customerName: name, at: end.at, seq: end.seq };
    return [{ id: `expired ${conversationId}`, kind: 'expired', ...of }];
  });
}

/** The notices that are still news: not those of what the agent has read or dismissed, here or on another device. */
export function stillNews(
  notices: readonly Notice[],
  work: Pick<KeptWork, 'read' | 'told'>,
): readonly Notice[] {
  const isKnown = ({ kind, conversationId, seq }: Notice) =>
    kind === 'expired' && seq <= knownTo(work, conversationId);
  return notices.some(isKnown) ? notices.filter((notice) => !isKnown(notice)) : notices;
}

/**
 * What this desk is told while it is connected: that a customer's time ran out is then no news at the next sign-in, on
 * whatever device that is.
 */
export function watched(work: KeptWork, before: DeskState, desk: DeskState): KeptWork {
  const since = desk.welcome?.serverNow;
  if (since === undefined) return work;
  let { told } = work;
  for (const [conversationId, conversation] of desk.conversations) {
    if (before.conversations.get(conversationId) === conversation) continue;
    const end = conversation.transcript.entries.findLast(({ code }) => code === 'window-expired');
    if (end && end.at >= since) told = raised(told, { conversationId, seq: end.seq });
  }
  return withRead(work, { read: work.read, told });
}

function knownTo({ read, told }: Pick<KeptWork, 'read' | 'told'>, conversationId: string): number {
  return Math.max(read[conversationId] ?? 0, told[conversationId] ?? 0);
}
