import type { FactOf, session as sessionFamily } from '@rejoin/contracts';
import { refuse, type Decision, type Instant } from '@rejoin/kernel';
import type { Session, SessionEvent } from './session';

/** Why the texts of a conversation are erased. */
export type ErasedBecause = FactOf<typeof sessionFamily, 'ConversationErased'>['data']['because'];

/** Erases the texts, the name and the context of a conversation. */
export interface EraseCommand {
  readonly type: 'erase';
  readonly because: ErasedBecause;
}

/**
 * Erases a closed conversation once. A conversation that is open, active or in wrap-up is refused, because its customer
 * may return to it and its agent still reads it.
 */
export function erase(session: Session, { because }: EraseCommand, at: Instant): Decision<SessionEvent> {
  const { conversationId, state, erased } = session;
  if (state !== 'closed') return refuse('conversation-open');
  return erased ? [] : [{ type: 'ConversationErased', data: { conversationId, because, at } }];
}

/** Announces that the records of a closed conversation are deleted. */
export function deleteRecords(session: Session, at: Instant): Decision<SessionEvent> {
  const { conversationId, state, deleted } = session;
  if (state !== 'closed') return refuse('conversation-open');
  return deleted ? [] : [{ type: 'ConversationDeleted', data: { conversationId, at } }];
}
