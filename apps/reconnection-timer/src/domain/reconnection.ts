import type { ReconnectionFact, RefusalName, SealReason } from '@rejoin/contracts';
import { refuse, type Instant, type Refused } from '@rejoin/kernel';
import { isOverdue, type Window } from './window';

/** The reconnection state of one conversation. */
export interface Reconnection {
  /** Set once and never cleared. A sealed conversation opens no window and accepts no return; its open window ends. */
  readonly sealed: { readonly at: Instant; readonly because: 'expired' | SealReason } | null;
  /** The window of the newest epoch that was disconnected. */
  readonly window: Window | null;
  /** The refusals that have a fact since the window opened or the conversation was sealed. Each has one fact only. */
  readonly rejected: readonly RefusalName[];
}

export const initial: Reconnection = { sealed: null, window: null, rejected: [] };

export interface AcceptedReturn {
  nextEpoch: number;
  at: Instant;
  /** The requests that extended the window. Left out when there were none. */
  extendedBy?: string[];
}

/** Returns a claimant's result: the accepted return, a refusal, or null while the window is undecided. */
export function claimantResult(
  { sealed, window }: Reconnection,
  { epoch, claim }: { epoch: number; claim: string },
): AcceptedReturn | Refused | null {
  if (sealed) return sealedRefusal(sealed);
  if (!window || epoch > window.epoch) return refuse('denied');
  if (epoch < window.epoch) return refuse('superseded');
  const { outcome } = window;
  if (outcome === null) return null;
  // Another device of the same customer has returned first. It keeps the conversation until it is taken over.
  if (outcome.is !== 'reconnected' || outcome.claim !== claim) return refuse('superseded');
  const { extendedBy } = window;
  const { nextEpoch, at } = outcome;
  return extendedBy.length === 0 ? { nextEpoch, at } : { nextEpoch, at, extendedBy: [...extendedBy] };
}

/** Returns the refusal for every command that comes after the seal. */
export function sealedRefusal({ because }: NonNullable<Reconnection['sealed']>): Refused {
  return refuse(because === 'expired' ? 'window-expired' : 'conversation-ended');
}

export function evolve(state: Reconnection, fact: ReconnectionFact): Reconnection {
  switch (fact.type) {
    case 'ReconnectionWindowOpened': {
      const { conversationId: _, workstreamId = null, ...terms } = fact.data;
      return { ...state, window: { ...terms, workstreamId, extendedBy: [], outcome: null }, rejected: [] };
    }
    case 'ReconnectionWindowExtended': {
      const { deadlineAt, extensionsLeft, request, by } = fact.data;
      const before = state.window?.extendedBy ?? [];
      // An extension after an outage belongs to no request.
      const extendedBy = by === 'system' ? before : [...before, request];
      return withWindow(state, { deadlineAt, extensionsLeft, extendedBy });
    }
    case 'ReconnectRequested':
      return state;
    case 'ReconnectAccepted': {
      const { claim, nextEpoch, way, askedAt = null, at } = fact.data;
      return withWindow(state, { outcome: { is: 'reconnected', claim, nextEpoch, way, askedAt, at } });
    }
    case 'ReconnectRejected':
      return { ...state, rejected: [...state.rejected, fact.data.because] };
    case 'ReconnectExpired': {
      const { at, by } = fact.data;
      const sealed = { at, because: 'expired' } as const;
      // The expiry fact itself records the late request.
      const rejected: RefusalName[] = by === 'late-request' ? ['window-expired'] : [];
      return { ...withWindow(state, { outcome: { is: 'expired', at } }), sealed, rejected };
    }
    case 'ConversationSealed': {
      const { at, by, reason, endedEpoch } = fact.data;
      const ended = endedEpoch === null ? state : withWindow(state, { outcome: { is: 'ended', by, at } });
      return { ...ended, sealed: { at, because: reason }, rejected: [] };
    }
  }
}

function withWindow(state: Reconnection, change: Partial<Window>): Reconnection {
  return state.window ? { ...state, window: { ...state.window, ...change } } : state;
}

/** Returns the earliest deadline of the windows that are overdue. */
export function earliestOverdue(reconnections: Iterable<Reconnection>, now: Instant): Instant | undefined {
  const overdue = [...reconnections].flatMap(({ window }) =>
    isOverdue(window, now) ? [window.deadlineAt] : [],
  );
  return overdue.sort()[0];
}
