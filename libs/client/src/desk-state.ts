import type { AgentFrame, Snapshot } from '@rejoin/contracts';
import { emptyTranscript, receive, type Transcript } from './transcript';

type Welcome = Extract<AgentFrame, { type: 'welcome' }>;
export type DeskStatus = Extract<AgentFrame, { type: 'status' }>;

export interface DeskConversation {
  readonly snapshot: Snapshot | undefined;
  readonly transcript: Transcript;
}

/** What an agent's desk shows. */
export interface DeskState {
  readonly welcome: Welcome | undefined;
  readonly status: DeskStatus | undefined;
  readonly conversations: ReadonlyMap<string, DeskConversation>;
}

export const emptyDesk: DeskState = { welcome: undefined, status: undefined, conversations: new Map() };

/** The state after a frame. Frames may repeat; an older snapshot changes nothing. */
export function evolveDesk(state: DeskState, frame: AgentFrame): DeskState {
  switch (frame.type) {
    case 'welcome':
      return { ...state, welcome: frame };
    case 'status':
      return { ...state, status: frame };
    case 'conversation': {
      const { conversation } = frame;
      return changed(state, conversation.conversationId, (known) =>
        known.snapshot && known.snapshot.rev > conversation.rev
          ? known
          : { ...known, snapshot: conversation },
      );
    }
    case 'entries':
      return changed(state, frame.conversationId, (known) => ({
        ...known,
        transcript: receive(known.transcript, frame.entries),
      }));
    case 'left': {
      const conversations = new Map(state.conversations);
      return conversations.delete(frame.conversationId) ? { ...state, conversations } : state;
    }
    case 'ack':
    case 'refused':
    case 'typing':
    case 'moving':
      return state;
  }
}

function changed(
  state: DeskState,
  conversationId: string,
  change: (known: DeskConversation) => DeskConversation,
): DeskState {
  const known = state.conversations.get(conversationId) ?? {
    snapshot: undefined,
    transcript: emptyTranscript,
  };
  const conversations = new Map(state.conversations).set(conversationId, change(known));
  return { ...state, conversations };
}
