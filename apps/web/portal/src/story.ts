import type { Envelope, Fact } from '@rejoin/contracts';

export type DeviceName = 'laptop' | 'phone';
export type ConnectionState = 'whole' | 'cut';
export type Connections = Readonly<Record<DeviceName, ConnectionState>>;

/** The state that the server sends whenever the page connects. */
export interface Hello {
  readonly boot: string;
  readonly now: string;
  readonly desk: string;
  readonly admin: string;
  readonly pages: Readonly<Record<DeviceName, string>>;
  readonly connections: Connections;
  readonly facts: readonly Envelope[];
}

/** The visitor's chat: the latest one that was started in the demo's shop. */
export interface Chat {
  readonly conversationId: string;
  readonly phase: 'waiting' | 'served' | 'away' | 'over';
  readonly agentId: string | null;
  readonly window: { readonly deadlineAt: string; readonly limitSeconds: number } | null;
  readonly held: boolean;
  /** No agent's capacity is in use for it any more. */
  readonly slotFree: boolean;
  readonly outcome: 'too-late' | 'ended' | null;
}

export type StepName = 'hello' | 'answer' | 'link' | 'cut' | 'back' | 'device' | 'late';

/** The whole state of the page, derived from events only. */
export interface Story {
  readonly hello: Omit<Hello, 'facts' | 'connections' | 'now'> | undefined;
  readonly connected: boolean;
  readonly connections: Connections;
  /** Ordered by time. */
  readonly facts: readonly Envelope[];
  /** Milliseconds by which the server's clock is ahead of this browser's. */
  readonly ahead: number;
  readonly chat: Chat | undefined;
  readonly done: readonly StepName[];
}

export type Happening =
  | { readonly kind: 'hello'; readonly hello: Hello; readonly here: number }
  | { readonly kind: 'fact'; readonly fact: Envelope; readonly now: string; readonly here: number }
  | { readonly kind: 'connections'; readonly connections: Connections }
  | { readonly kind: 'lost' };

export const nothingYet: Story = {
  hello: undefined,
  connected: false,
  connections: { laptop: 'whole', phone: 'whole' },
  facts: [],
  ahead: 0,
  chat: undefined,
  done: [],
};

const shown = 300;

export function evolve(story: Story, happening: Happening): Story {
  switch (happening.kind) {
    case 'hello': {
      const { facts, connections, now, ...hello } = happening.hello;
      const connected = {
        ...story,
        hello,
        connected: true,
        connections,
        ahead: Date.parse(now) - happening.here,
      };
      return facts.reduce(apply, connected);
    }
    case 'fact':
      return apply({ ...story, ahead: Date.parse(happening.now) - happening.here }, happening.fact);
    case 'connections':
      return { ...story, connections: happening.connections };
    case 'lost':
      return { ...story, connected: false };
  }
}

/** Returns the fact in an envelope. A fact that this page does not know keeps its own type, which no `case` matches. */
export function factOf({ type, data }: Envelope): Fact {
  return { type: type.slice(type.lastIndexOf('.') + 1), data } as Fact;
}

function apply(story: Story, envelope: Envelope): Story {
  if (story.facts.some(({ id }) => id === envelope.id)) return story;
  const facts = inOrder(story.facts, envelope);
  const isLatest = facts.at(-1) === envelope;
  // A late fact may precede others: a server that has just started reads each service separately.
  const again = isLatest ? undefined : facts.reduce(tell, { ...story, chat: undefined });
  return { ...(again?.chat ? again : tell(story, envelope)), facts: facts.slice(-shown) };
}

function tell(story: Story, envelope: Envelope): Story {
  const fact = factOf(envelope);
  const chat = begun(fact) ?? story.chat;
  if (!chat || chat.conversationId !== envelope.subject) return { ...story, chat };
  const step = stepOf(fact);
  const done = step && !story.done.includes(step) ? [...story.done, step] : story.done;
  return { ...story, chat: follow(chat, fact), done };
}

/** Facts of several services arrive concurrently. An older one is inserted at its place. */
function inOrder(facts: readonly Envelope[], late: Envelope): readonly Envelope[] {
  const at = facts.findLastIndex(({ time }) => time <= late.time) + 1;
  return [...facts.slice(0, at), late, ...facts.slice(at)];
}

function begun(fact: Fact): Chat | undefined {
  if (fact.type !== 'ConversationStarted' || !fact.data.widgetId.startsWith('demo')) return undefined;
  const { conversationId } = fact.data;
  return {
    conversationId,
    phase: 'waiting',
    agentId: null,
    window: null,
    held: false,
    slotFree: true,
    outcome: null,
  };
}

/** Facts of three services arrive in any order, so a conversation that has ended stays ended. */
function follow(chat: Chat, fact: Fact): Chat {
  switch (fact.type) {
    case 'AgentAssigned':
      return {
        ...chat,
        agentId: fact.data.agentId,
        slotFree: false,
        phase: chat.phase === 'waiting' ? 'served' : chat.phase,
      };
    case 'ConversationRequeued':
      return {
        ...chat,
        agentId: null,
        held: false,
        slotFree: true,
        phase: chat.phase === 'served' ? 'waiting' : chat.phase,
      };
    case 'ReconnectionWindowOpened':
    case 'ReconnectionWindowExtended': {
      const limitSeconds =
        'limitSeconds' in fact.data ? fact.data.limitSeconds : longer(chat, fact.data.seconds);
      return { ...chat, phase: 'away', window: { deadlineAt: fact.data.deadlineAt, limitSeconds } };
    }
    case 'CapacityHeld':
      return { ...chat, held: true };
    case 'CapacityResumed':
      return { ...chat, held: false };
    case 'CapacityReleased':
      return { ...chat, held: false, slotFree: true };
    case 'ReconnectAccepted':
      return { ...chat, phase: chat.agentId === null ? 'waiting' : 'served', window: null };
    case 'ReconnectExpired':
      return { ...chat, phase: 'over', window: null, outcome: 'too-late' };
    case 'ConversationSealed':
      return { ...chat, phase: 'over', window: null, outcome: 'ended' };
    default:
      return chat;
  }
}

function longer(chat: Chat, seconds: number): number {
  return (chat.window?.limitSeconds ?? 0) + seconds;
}

/** The step of the tour that this fact completes. */
function stepOf(fact: Fact): StepName | undefined {
  switch (fact.type) {
    case 'ConversationStarted':
      return 'hello';
    case 'MessageSent':
      return fact.data.sender === 'agent' ? 'answer' : undefined;
    case 'ReconnectLinkSent':
      return fact.data.agentId === null ? undefined : 'link';
    case 'ReconnectionWindowOpened':
      return 'cut';
    case 'CustomerReconnected':
      return fact.data.way === 'resume' ? 'back' : 'device';
    case 'SessionTakenOver':
      return 'device';
    case 'ReconnectExpired':
      return 'late';
    default:
      return undefined;
  }
}
