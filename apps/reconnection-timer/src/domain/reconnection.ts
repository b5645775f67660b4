import type { ReconnectionFact, RefusalName, SealReason } from '@rejoin/contracts';
import { refuse, type Instant, type Refused } from '@rejoin/kernel';
import type { Window } from './window';

/** Who won, and who still can: the reconnection of one conversation. */
export interface Reconnection {
  /** Set once, and for ever: no window opens and no return is accepted any more. An open window ends with it. */
  readonly sealed: { readonly at: Instant; readonly because: 'expired' | SealReason } | null;
  /** Of the newest epoch that was lost. */
  readonly window: Window | null;
  /** The refusals that are on record since the window opened or the seal: each is a fact once, not each time. */
  readonly rejected: readonly RefusalName[];
}

export const initial: Reconnection = { sealed: null, window: null, rejected: [] };

export interface Accepted {
  nextEpoch: number;
  at: Instant;
  /** Requests that extended the window; left out when there were none. */
  extendedBy?: string[];
}

/** Where a claimant stands: their return was accepted, is refused by name, or (null) is still to be decided. */
export function standingOf(
  { sealed, window }: Reconnection,
  { epoch, claim }: { epoch: number; claim: string },
): Accepted | Refused | null {
  if (sealed) return over(sealed);
  if (!window || epoch > window.epoch) return refuse('denied');
  if (epoch < window.epoch) return refuse('superseded');
  const { outcome } = window;
  if (outcome === null) return null;
  // Somebody else of the same customer was faster: they go on there, or take it over from there.
  if (outcome.is !== 'reconnected' || outcome.claim !== claim) return refuse('superseded');
  const { extendedBy } = window;
  const { nextEpoch, at } = outcome;
  return extendedBy.length === 0 ? { nextEpoch, at } : { nextEpoch, at, extendedBy: [...extendedBy] };
}

/** What everybody is told who comes too late, whatever they ask. */
export function over({ because }: NonNullable<Reconnection['sealed']>): Refused {
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
      // What an outage took back is nobody's request.
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
      // The late request is on record with the expiry itself.
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
