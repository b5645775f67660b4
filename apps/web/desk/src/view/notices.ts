import type { DeskState } from '@rejoin/client';
import type { DeskView } from './desk-view';

/** Something that happened to a conversation without this agent's doing, and perhaps while nobody looked. */
export interface Notice {
  readonly id: string;
  /** `expired`: the customer's time ran out while this desk had no line. `left`: it is another's now. */
  readonly kind: 'expired' | 'left';
  readonly conversationId: string;
  readonly customerName: string | null;
  readonly at: string | null;
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
    return [{ id: `left ${conversationId}`, kind: 'left', conversationId, customerName: name, at: null }];
  });
}

function expiredUnseen({ desk: before, work }: Pick<DeskView, 'desk' | 'work'>, desk: DeskState): Notice[] {
  const since = desk.welcome?.serverNow;
  if (since === undefined) return [];
  return [...desk.conversations].flatMap(([conversationId, { snapshot, transcript }]): Notice[] => {
    const known = before.conversations.get(conversationId);
    if (!snapshot || (known?.transcript === transcript && known.snapshot)) return [];
    const end = transcript.entries.findLast(({ code }) => code === 'window-expired');
    if (!end || end.at >= since || end.seq <= (work.read[conversationId] ?? 0)) return [];
    const { name } = snapshot.customer;
    return [
      { id: `expired ${conversationId}`, kind: 'expired', conversationId, customerName: name, at: end.at },
    ];
  });
}
