import type { AgentFrame, QueueChange, Snapshot } from '@rejoin/contracts';
import { isOtherTimeline } from './chat-state';
import { emptyTranscript, receive, type Transcript } from './transcript';

type Welcome = Extract<AgentFrame, { type: 'welcome' }>;
export type DeskStatus = Extract<AgentFrame, { type: 'status' }>;

export type ReadState = NonNullable<Welcome['read']>[number];

export interface DeskConversation {
  readonly snapshot: Snapshot | undefined;
  readonly transcript: Transcript;
}

/** The state that an agent's desk shows. */
export interface DeskState {
  readonly welcome: Welcome | undefined;
  readonly status: DeskStatus | undefined;
  readonly conversations: ReadonlyMap<string, DeskConversation>;
  /**
   * How far the agent has read each conversation, as the server knows it; undefined with an older server that does not
   * store it.
   */
  readonly read: ReadonlyMap<string, ReadState> | undefined;
}

export const emptyDesk: DeskState = {
  welcome: undefined,
  status: undefined,
  conversations: new Map(),
  read: undefined,
};

/** Returns the state after a frame. Frames may repeat; an older snapshot changes nothing. */
export function evolveDesk(state: DeskState, frame: AgentFrame): DeskState {
  switch (frame.type) {
    case 'welcome':
      // After a restore of the server's database nothing that the desk knows is certain. The server sends all of it again.
      if (isOtherTimeline(state.welcome?.timeline, frame.timeline))
        return { ...emptyDesk, welcome: frame, read: frame.read && readWith(undefined, frame.read) };
      return { ...state, welcome: frame, read: frame.read && readWith(state.read, frame.read) };
    case 'status':
      return { ...state, status: frame };
    case 'read':
      return { ...state, read: readWith(state.read, frame.conversations) };
    case 'queue-changed':
      return state.status
        ? { ...state, status: { ...state.status, queue: changedQueue(state.status.queue, frame) } }
        : state;
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
    default:
      // A gateway of a later release may send frames that this client does not know.
      return state;
  }
}

/** Keeps the highest read position of each conversation, in whatever order the reports arrive. */
function readWith(
  known: ReadonlyMap<string, ReadState> | undefined,
  more: readonly ReadState[],
): ReadonlyMap<string, ReadState> {
  const read = new Map(known ?? []);
  for (const { conversationId, readSeq, toldSeq } of more) {
    const before = read.get(conversationId);
    read.set(conversationId, {
      conversationId,
      readSeq: Math.max(readSeq, before?.readSeq ?? 0),
      toldSeq: Math.max(toldSeq, before?.toldSeq ?? 0),
    });
  }
  return read;
}

function changedQueue(queue: DeskStatus['queue'], { removed, added }: QueueChange): DeskStatus['queue'] {
  const gone = new Set(removed);
  const next = queue.filter(({ conversationId }) => !gone.has(conversationId));
  for (const { at, ...waiting } of added) next.splice(at, 0, waiting);
  return next;
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
