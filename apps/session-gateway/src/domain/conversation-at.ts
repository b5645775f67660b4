import type { ConversationAt } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Session } from './session';
import { windowOf } from './snapshot';

/** A session as other systems may begin from: ids and codes, and no word of a person. */
export function conversationAt(
  session: Session,
  startedAt: Instant,
  position: ConversationAt['position'],
): ConversationAt {
  const { conversationId, widgetId, workstreamId, state, reason, agentId } = session;
  const { status, epoch, lostAt, slotHeld, lastSeq, locale, signedIn } = session;
  return {
    conversationId,
    widgetId,
    workstreamId,
    state,
    reason,
    agentId,
    customer: { status, epoch, lostAt },
    window: windowOf(session),
    slotHeld,
    ended: session.sealed,
    lastSeq,
    locale,
    signedIn,
    startedAt,
    position,
  };
}
