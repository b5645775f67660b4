import type { ConversationAt } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Session } from './session';
import { windowOf } from './snapshot';

/**
 * Describes a session for other systems that begin to follow it. The result has ids and codes, and no personal data.
 */
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
