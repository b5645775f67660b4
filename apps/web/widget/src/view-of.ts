import type { RefusalName } from '@rejoin/contracts';
import { itemsOf } from './transcript-items';
import type { State } from './state';
import type { Ahead, Chat, Phase, View } from './view';

/** Makes the view of a state. */
export function viewOf(state: State): View {
  const { locale, open, notifications, draft, kept, notice, storageBlocked } = state;
  return {
    locale,
    open,
    unread: unreadOf(state),
    showCount: notifications.showCount,
    phase: phaseOf(state),
    draft,
    kept,
    notice,
    storageBlocked,
  };
}

/** For these refusals the portal or its operator must change something first. Others may be temporary. */
const lasting: readonly RefusalName[] = ['denied', 'origin-not-allowed', 'widget-inactive'];

function phaseOf(state: State): Phase {
  const { stage } = state;
  switch (stage.name) {
    case 'chat': {
      const chat = chatOf(state);
      const isEmpty = state.connection !== 'live' && chat.items.length === 0;
      return isEmpty ? { name: 'connecting', slow: stage.slow } : chat;
    }
    case 'loading':
      return { name: 'loading', slow: stage.slow };
    case 'welcome':
      return { name: 'welcome', askName: state.askName };
    case 'elsewhere':
      return { name: 'elsewhere', items: itemsOf(state) };
    case 'ended':
      return { name: 'ended', by: stage.by, items: itemsOf(state) };
    case 'unavailable':
      return { name: 'unavailable', why: stage.why, canTryAgain: !lasting.includes(stage.why) };
    case 'link':
      return { name: 'link' };
    case 'prompt':
    case 'too-late':
      return stage;
  }
}

function chatOf(state: State): Chat {
  const { conversation, queue, connection, agentIsTyping, secondsLeft, justBack, wasLive } = state;
  return {
    name: 'chat',
    items: itemsOf(state),
    agent: conversation?.agent ?? null,
    queue,
    connection,
    agentIsTyping,
    secondsLeft: connection === 'live' || secondsLeft === null ? null : Math.floor(secondsLeft),
    ahead: aheadOf(state),
    justBack,
    wasLive,
    ending: state.outgoing.some(({ kind }) => kind === 'close'),
  };
}

function aheadOf({ conversation, connection }: State): Ahead | null {
  if (!conversation?.agent) return null;
  const { nextLimitSeconds, extensionsLeft } = conversation.ahead;
  return {
    limitSeconds: nextLimitSeconds,
    canExtend: connection === 'live' && extensionsLeft > 0,
  };
}

function unreadOf({ open, hidden, seen, entries }: State): number {
  if (open && !hidden) return 0;
  return entries.filter(({ seq, kind, sender }) => seq > seen && kind === 'message' && sender !== 'customer')
    .length;
}
