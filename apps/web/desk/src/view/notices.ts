import type { DeskState } from '@rejoin/client';
import type { DeskView } from './desk-view';
import { raisePosition, withPositions, type KeptWork } from './kept-work';

/** An event of a conversation that this agent did not cause and may have missed. */
export interface Notice {
  readonly id: string;
  /**
   * `expired`: the time limit passed while this desk had no connection. `left`: the conversation has left this agent.
   */
  readonly kind: 'expired' | 'left';
  readonly conversationId: string;
  readonly customerName: string | null;
  readonly at: string | null;
  /** The seq of the entry. The event is known when the agent has read or been notified up to it. */
  readonly seq: number;
}

/** Returns the notices of a change of the desk's state. */
export function newNotices(view: Pick<DeskView, 'desk' | 'leaving' | 'work'>, desk: DeskState): Notice[] {
  return [...leftNotices(view, desk), ...expiredNotices(view, desk)];
}

function leftNotices(
  { desk: before, leaving }: Pick<DeskView, 'desk' | 'leaving'>,
  desk: DeskState,
): Notice[] {
  return [...before.conversations].flatMap(([conversationId, { snapshot }]): Notice[] => {
    // The system closes a conversation in wrap-up after a while; that needs no notice.
    if (desk.conversations.has(conversationId) || leaving.includes(conversationId)) return [];
    if (snapshot?.state !== 'active') return [];
    const { name } = snapshot.customer;
    return [
      { id: `left ${conversationId}`, kind: 'left', conversationId, customerName: name, at: null, seq: 0 },
    ];
  });
}

function expiredNotices({ desk: before, work }: Pick<DeskView, 'desk' | 'work'>, desk: DeskState): Notice[] {
  const since = desk.welcome?.serverNow;
  if (since === undefined) return [];
  return [...desk.conversations].flatMap(([conversationId, { snapshot, transcript }]): Notice[] => {
    const known = before.conversations.get(conversationId);
    if (!snapshot || (known?.transcript === transcript && known.snapshot)) return [];
    const end = transcript.entries.findLast(({ code }) => code === 'window-expired');
    if (!end || end.at >= since || end.seq <= knownSeq(work, conversationId)) return [];
    const { name } = snapshot.customer;
    const of = { conversationId, customerName: name, at: end.at, seq: end.seq };
    return [{ id: `expired ${conversationId}`, kind: 'expired', ...of }];
  });
}

/** Returns the notices that the agent has neither read nor dismissed, on this or another device. */
export function unseenNotices(
  notices: readonly Notice[],
  work: Pick<KeptWork, 'read' | 'told'>,
): readonly Notice[] {
  const isKnown = ({ kind, conversationId, seq }: Notice) =>
    kind === 'expired' && seq <= knownSeq(work, conversationId);
  return notices.some(isKnown) ? notices.filter((notice) => !isKnown(notice)) : notices;
}

/**
 * Records the expiries that arrive while this desk is connected, so that no device reports them as missed at the next
 * sign-in.
 */
export function withSeenExpiries(work: KeptWork, before: DeskState, desk: DeskState): KeptWork {
  const since = desk.welcome?.serverNow;
  if (since === undefined) return work;
  let { told } = work;
  for (const [conversationId, conversation] of desk.conversations) {
    if (before.conversations.get(conversationId) === conversation) continue;
    const end = conversation.transcript.entries.findLast(({ code }) => code === 'window-expired');
    if (end && end.at >= since) told = raisePosition(told, { conversationId, seq: end.seq });
  }
  return withPositions(work, { read: work.read, told });
}

function knownSeq({ read, told }: Pick<KeptWork, 'read' | 'told'>, conversationId: string): number {
  return Math.max(read[conversationId] ?? 0, told[conversationId] ?? 0);
}
