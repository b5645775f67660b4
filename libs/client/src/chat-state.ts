import type { CustomerFrame, QueueFrame, Snapshot } from '@rejoin/contracts';
import { emptyTranscript, lastSeq, receive, type Transcript } from './transcript';

/** The state that a customer's page shows. */
export interface ChatState {
  readonly conversationId: string | null;
  readonly epoch: number;
  readonly conversation: Snapshot | undefined;
  readonly transcript: Transcript;
  /** Reconnect links that were redeemed on the device that superseded this one. */
  readonly usedLinks: readonly string[];
  /** The place in the queue; null when it is not shown or not known. */
  readonly queue: QueueFrame | null;
  /** The history of the server that the entries belong to; undefined with an older server. */
  readonly timeline?: string | undefined;
}

export const noChat: ChatState = {
  conversationId: null,
  epoch: 0,
  conversation: undefined,
  transcript: emptyTranscript,
  usedLinks: [],
  queue: null,
};

/** Returns the state after a frame. Frames may repeat; an older snapshot changes nothing. */
export function evolveChat(state: ChatState, frame: CustomerFrame): ChatState {
  switch (frame.type) {
    case 'resumed': {
      const { conversationId, epoch, timeline } = frame;
      // A server whose database was restored, or that knows fewer entries than this page, has another history. Drop ours,
      // because the server sends its own.
      const sameHistory =
        conversationId === state.conversationId &&
        !isOtherTimeline(state.timeline, timeline) &&
        frame.toSeq >= lastSeq(state.transcript);
      return sameHistory
        ? { ...state, epoch, timeline, queue: null }
        : { ...noChat, conversationId, epoch, timeline };
    }
    case 'entries':
      if (frame.conversationId !== state.conversationId) return state;
      return { ...state, transcript: receive(state.transcript, frame.entries) };
    case 'conversation':
      if (!isNewer(frame.conversation, state)) return state;
      return {
        ...state,
        conversation: frame.conversation,
        queue: frame.conversation.state === 'open' ? state.queue : null,
      };
    case 'queue':
      return frame.conversationId === state.conversationId ? { ...state, queue: frame } : state;
    case 'refused':
      return frame.usedLinks === undefined ? state : { ...state, usedLinks: frame.usedLinks };
    case 'ack':
    case 'typing':
    case 'moving':
      return state;
    default:
      // A gateway of a later release may send frames that this client does not know.
      return state;
  }
}

/** Whether what was known of one timeline is not valid in the other. Older gateways name none. */
export function isOtherTimeline(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

function isNewer(snapshot: Snapshot, state: ChatState): boolean {
  return snapshot.conversationId === state.conversationId && snapshot.rev >= (state.conversation?.rev ?? 0);
}
