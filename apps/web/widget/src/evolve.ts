import { isTooLate } from '@rejoin/client';
import { initial, type RefusedOpening, type Stage, type State, type WidgetEvent } from './state';
import type { ConnectionPhase } from './view';

/** Returns the state after an event. It is pure: the same events give the same state. */
export function evolve(state: State, event: WidgetEvent): State {
  switch (event.type) {
    case 'opened':
      return { ...state, open: true, seen: lastSeq(state) };
    case 'hidden':
      return { ...state, open: false };
    case 'dismissed':
      return { ...state, notice: null, storageBlocked: false };
    case 'typed':
      return { ...state, draft: event.text };
    case 'settings':
      return {
        ...state,
        askName: event.askName,
        notifications: event.notifications ?? state.notifications,
        locale: event.locale ?? state.locale,
      };
    case 'page': {
      const { hidden } = event;
      return { ...state, hidden, seen: state.open && !hidden ? lastSeq(state) : state.seen };
    }
    case 'storage-blocked':
      return { ...state, storageBlocked: true };
    case 'slow':
      return isWaiting(state) ? { ...state, stage: { ...state.stage, slow: true } as Stage } : state;
    case 'reloading':
      return { ...state, stage: { name: 'loading', slow: false }, notice: null };
    case 'nothing-held':
      return { ...withoutChat(state), stage: { name: 'welcome' } };
    case 'link-found':
      return { ...state, stage: { name: 'link' }, open: true };
    case 'prompted':
      return { ...state, stage: { name: 'prompt', conversations: event.conversations } };
    case 'opening':
      return {
        ...(event.isNew ? withoutChat(state) : state),
        stage: { name: 'chat', slow: false },
        notice: null,
        connection: 'connecting',
        justBack: null,
      };
    case 'opening-refused':
      return openingRefused(state, event.refused);
    case 'superseded':
      return { ...state, stage: { name: 'elsewhere' }, usedLinks: event.usedLinks, agentIsTyping: false };
    case 'connection':
      return connectionChanged(state, event.connection);
    case 'entries':
      return entriesCame(state, event.all);
    case 'conversation': {
      const { conversation, queue } = event;
      const { ended } = conversation;
      const stage: Stage =
        ended && state.stage.name === 'chat' ? { name: 'ended', by: ended.by } : state.stage;
      return { ...state, conversation, queue, stage };
    }
    case 'wiped':
      return { ...initial, ...ofTheWidget(state) };
    case 'ended':
      return state.stage.name === 'chat' ? { ...state, stage: { name: 'ended', by: event.by } } : state;
    case 'remembered': {
      const { open, draft, seen, failed } = event;
      return { ...state, open, draft, seen, failed: once(failed) };
    }
    case 'outgoing':
      return { ...state, outgoing: event.items };
    case 'reconnected':
      return event.missed > 0 || state.wasLive ? { ...state, justBack: { missed: event.missed } } : state;
    case 'been-back':
      return { ...state, justBack: null };
    case 'typing':
      return { ...state, agentIsTyping: event.now };
    case 'failed':
      return { ...state, failed: once([...state.failed, event.failed]) };
    case 'unfailed':
      return { ...state, failed: state.failed.filter(({ id }) => id !== event.id) };
    case 'kept':
      return { ...state, kept: event.texts };
    case 'noticed':
      return { ...state, notice: event.notice };
    case 'seconds-left':
      return state.secondsLeft === event.seconds ? state : { ...state, secondsLeft: event.seconds };
  }
}

function lastSeq(state: State): number {
  return Math.max(state.seen, state.entries.at(-1)?.seq ?? 0);
}

function isWaiting({ stage, connection }: State): boolean {
  return stage.name === 'loading' || (stage.name === 'chat' && connection !== 'live');
}

/** A message that several tabs send is refused in each of them. */
function once(failed: State['failed']): State['failed'] {
  return [...new Map(failed.map((one) => [one.id, one])).values()];
}

/** Texts that were refused for good are kept for the next chat. */
function withoutChat(state: State): State {
  const { open, draft, kept, notice, storageBlocked, failed } = state;
  return { ...initial, ...ofTheWidget(state), open, draft, kept, notice, storageBlocked, failed };
}

/** What remains when the customer signs out: the widget's settings, and whether the page is in the background. */
function ofTheWidget({ locale, askName, notifications, hidden }: State): Partial<State> {
  return { locale, askName, notifications, hidden };
}

function openingRefused(state: State, { name, redirectUrl }: RefusedOpening): State {
  if (['too-late', 'ended', 'elsewhere'].includes(state.stage.name)) return state;
  if (isTooLate(name)) {
    return { ...withoutChat(state), stage: { name: 'too-late', why: name, redirectUrl } };
  }
  return { ...state, stage: { name: 'unavailable', why: name } };
}

function connectionChanged(state: State, connection: ConnectionPhase): State {
  if (connection !== 'live') return { ...state, connection, agentIsTyping: false, justBack: null };
  const stage: Stage = state.stage.name === 'chat' ? { name: 'chat', slow: false } : state.stage;
  return { ...state, stage, connection, wasLive: true, secondsLeft: null };
}

function entriesCame(state: State, all: State['entries']): State {
  const seen = state.open && !state.hidden ? (all.at(-1)?.seq ?? state.seen) : state.seen;
  const stillTypes = state.agentIsTyping && all.at(-1)?.sender !== 'agent';
  return { ...state, entries: all, seen, agentIsTyping: stillTypes };
}
