import {
  socketLimits,
  type ConversationState,
  type Party,
  type Reason,
  type ReconnectionFact,
  type RoutingFact,
  type SealReason,
  type SessionFact,
  type WindowKind,
  type WindowTerms,
} from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/** A connection (tab) of the customer, and the gateway process that carries it. */
export interface Connection {
  readonly id: string;
  readonly incarnation: string;
}

/**
 * Everything the gateway decides about one conversation, under that conversation's row lock. A connection's
 * right to write is its place in `lines`: a takeover, a sweep or a close takes it away.
 */
export interface Session {
  readonly conversationId: string;
  readonly org: string;
  readonly widgetId: string;
  readonly workstreamId: string;
  readonly locale: string;
  readonly signedIn: boolean;

  readonly epoch: number;
  readonly secretHash: string;
  readonly lines: readonly Connection[];
  readonly status: 'connected' | 'lost' | 'away';
  /** The latest proof of life: a line came, or one that is gone was heard of last. Never goes back. */
  readonly seenAt: Instant | null;
  /** Since when nobody has been there: the last proof of life. */
  readonly lostAt: Instant | null;
  /** When a lost session counts as away. */
  readonly promoteAt: Instant | null;
  /** What the customer had been shown when the line was lost decides what the window waits for. */
  readonly lostKind: WindowKind;
  /** The terms of the disconnect, as the timer has them too. */
  readonly window: OpenWindow | null;

  /** A length granted before the drop; the next window takes it. */
  readonly nextLimitSeconds: number | null;
  readonly extensionsAhead: number;
  /** Names of the requests that gave more time last, ahead or in a window. Sessions of older releases know none. */
  readonly extendedBy?: readonly string[];

  /** Projection of the timer's and of routing's facts. */
  readonly sealed: { readonly by: Party; readonly reason: SealReason | 'expired' } | null;
  /** Somebody has ended it, and the timer's seal follows. Sessions of older releases know none. */
  readonly ending?: RequestedEnd;
  readonly state: ConversationState;
  readonly reason: Reason | null;
  readonly agentId: string | null;
  /** Somebody has served this conversation: its customer gets the whole time limit, not the open-hold. */
  readonly hadAgent: boolean;
  /** The agent's desk has no line: told to the customer, once each way. */
  readonly agentLost: boolean;
  /** Follows from the other fields; kept for gateways of release 0.1.0, which read it. */
  readonly slotHeld: boolean;

  readonly lastSeq: number;
  /** Grows with every change that a snapshot shows. */
  readonly rev: number;
}

export interface OpenWindow extends WindowTerms {
  readonly epoch: number;
  readonly extensionsLeft: number;
}

/** An end as it was asked for, and decided, under the lock. */
export interface RequestedEnd {
  readonly by: Party;
  readonly agentId: string | null;
  readonly reason: SealReason;
  readonly at: Instant;
}

/** Who did something, as facts tell it: of a supervisor the account too, since no conversation says which it was. */
export interface Actor {
  readonly by: Party;
  readonly accountId?: string | undefined;
}

/** What happens to connections: told to nobody outside, since a page refresh is not news. */
export type ConnectionEvent =
  | {
      readonly type: 'ConnectionJoined';
      readonly data: { readonly connection: Connection; readonly at: Instant };
    }
  | {
      readonly type: 'ConnectionsLost';
      readonly data: {
        readonly connectionIds: readonly string[];
        readonly lostAt: Instant;
        readonly promoteAt: Instant;
      };
    }
  | {
      readonly type: 'SessionBound';
      readonly data: {
        readonly epoch: number;
        readonly secretHash: string;
        readonly connection: Connection | null;
        readonly at: Instant;
        readonly promoteAt: Instant;
        /** Requests that extended the window which ended with this. */
        readonly extendedBy?: readonly string[] | undefined;
      };
    }
  | { readonly type: 'EndRequested'; readonly data: RequestedEnd }
  | { readonly type: 'AgentLost' | 'AgentReturned'; readonly data: { readonly agentId: string } };

/** Everything that changes a session: its own facts, its connections, and what other services decided. */
export type SessionEvent = SessionFact | ConnectionEvent | ReconnectionFact | RoutingFact;

/** A claimant that was accepted has this long to connect; then it counts as lost again. */
export const bindGraceSeconds = socketLimits.bindSeconds.value;
/** Tabs of one customer. */
export const maxConnections = socketLimits.connections.value;
/** From the moment it counts as away a customer has at least this, or the whole limit when that is shorter. */
export const minWindowSeconds = 60;

/** A conversation before its first event. */
export function newSession(
  identity: Pick<
    Session,
    'conversationId' | 'org' | 'widgetId' | 'workstreamId' | 'locale' | 'signedIn' | 'secretHash'
  >,
): Session {
  return {
    ...identity,
    epoch: 1,
    lines: [],
    status: 'connected',
    seenAt: null,
    lostAt: null,
    promoteAt: null,
    lostKind: 'open-hold',
    window: null,
    nextLimitSeconds: null,
    extensionsAhead: 0,
    sealed: null,
    state: 'open',
    reason: 'AwaitingAgentAssignment',
    agentId: null,
    hadAgent: false,
    agentLost: false,
    slotHeld: false,
    lastSeq: 0,
    rev: 0,
  };
}

/** As many as a window before and the time until the next one can have. */
const maxRememberedExtensions = 40;

/** The session with these requests among those that are remembered. */
export function rememberExtensions(session: Session, requests: readonly string[]): Session {
  const newRequests = requests.filter((request) => !hasExtended(session, request));
  if (newRequests.length === 0) return session;
  return {
    ...session,
    extendedBy: [...(session.extendedBy ?? []), ...newRequests].slice(-maxRememberedExtensions),
  };
}

/** Whether this request has given more time before. */
export function hasExtended({ extendedBy = [] }: Session, request: string): boolean {
  return extendedBy.includes(request);
}

/** Whether nothing can be added to it, and nobody can take it over, any more. */
export function isEnding({ sealed, ending }: Session): boolean {
  return sealed !== null || ending !== undefined;
}

export function refuseEnded(session: Session): { readonly refused: 'window-expired' | 'conversation-ended' } {
  return { refused: session.sealed?.reason === 'expired' ? 'window-expired' : 'conversation-ended' };
}
