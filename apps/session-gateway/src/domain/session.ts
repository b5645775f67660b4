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

/** A connection (tab) of the customer, and the gateway process that has it. */
export interface Connection {
  readonly id: string;
  readonly incarnation: string;
}

/**
 * Everything that the gateway decides about one conversation while its row is locked. A connection may write only
 * while it is in `lines`. A takeover, a sweep or a close removes it. The property keeps the name that stored
 * documents have.
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
  /** The latest time at which the customer is known to have been connected. It never decreases. */
  readonly seenAt: Instant | null;
  /** The time since which the customer has had no connection. */
  readonly lostAt: Instant | null;
  /** The time at which a lost customer counts as away. */
  readonly promoteAt: Instant | null;
  /** The kind of the next window. It depends on whether the customer had an agent when the connection was lost. */
  readonly lostKind: WindowKind;
  /** The terms of the disconnect, as the timer knows them. */
  readonly window: OpenWindow | null;

  /** The length of the next window, when it was extended before the disconnect. */
  readonly nextLimitSeconds: number | null;
  readonly extensionsAhead: number;
  /**
   * Names of the latest requests that extended a window or the time before it. Sessions of older releases have none.
   */
  readonly extendedBy?: readonly string[];

  /**
   * The fields from here to `agentLost` are a projection of facts of the timer and of routing, except `ending` and `agentLost`,
   * which are the gateway's own.
   */
  readonly sealed: { readonly by: Party; readonly reason: SealReason | 'expired' } | null;
  /**
   * The end that a party requested. It stays when the timer has sealed the conversation. Sessions of older releases have none.
   */
  readonly ending?: RequestedEnd;
  readonly state: ConversationState;
  readonly reason: Reason | null;
  readonly agentId: string | null;
  /**
   * Whether an agent has served this conversation. If so, its customer gets the whole time limit instead of the open
   * hold.
   */
  readonly hadAgent: boolean;
  /** Whether the agent's desk has no connection. The customer is notified once for each change. */
  readonly agentLost: boolean;
  /** This value follows from the other fields. It is stored because gateways of release 0.1.0 read it. */
  readonly slotHeld: boolean;

  /** How often an agent has corrected the customer's name. Sessions of older releases have none. */
  readonly renames?: number;

  /** How many pages the customer has reported. Sessions of older releases have none. */
  readonly visitedPages?: number;

  /** What the agent chose when closing. Sessions that nobody closed, and those of older releases, have neither. */
  readonly disposition?: string | null;
  readonly tags?: readonly string[];

  /**
   * Whether the texts of the closed conversation were erased, and whether its records are being deleted. Sessions of
   * older releases have neither.
   */
  readonly erased?: true;
  readonly deleted?: true;

  readonly lastSeq: number;
  /** The revision of the snapshot. It grows with every change that a snapshot shows. */
  readonly rev: number;
}

export interface OpenWindow extends WindowTerms {
  readonly epoch: number;
  readonly extensionsLeft: number;
}

/** The end of a conversation as a party requested it, decided while the row was locked. */
export interface RequestedEnd extends Actor {
  readonly agentId: string | null;
  readonly reason: SealReason;
  readonly at: Instant;
}

/**
 * The party that did something, as facts name it. Supervisors also have their account, because no other field of a
 * conversation identifies them.
 */
export interface Actor {
  readonly by: Party;
  readonly accountId?: string | undefined;
}

/**
 * Events of a session that are not facts: other services are not notified of them. They change connections, request an
 * end, correct the customer's name, count page visits, or follow the desk of the agent.
 */
export type InternalEvent =
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
        /** Requests that extended the window that ended with this event. */
        readonly extendedBy?: readonly string[] | undefined;
      };
    }
  | { readonly type: 'EndRequested'; readonly data: RequestedEnd }
  | { readonly type: 'CustomerRenamed'; readonly data: { readonly renames: number } }
  | { readonly type: 'PageVisited'; readonly data: { readonly visitedPages: number } }
  | { readonly type: 'AgentLost' | 'AgentReturned'; readonly data: { readonly agentId: string } };

/** Everything that changes a session: its own facts, its connections, and the facts of other services. */
export type SessionEvent = SessionFact | InternalEvent | ReconnectionFact | RoutingFact;

/** An accepted claimant must connect within this time. Otherwise the customer counts as lost again. */
export const bindGraceSeconds = socketLimits.bindSeconds.value;
/** The maximum number of tabs of one customer. */
export const maxConnections = socketLimits.connections.value;
/** A customer who counts as away has at least this long to return, or the whole time limit when that is shorter. */
export const minWindowSeconds = 60;

/** Returns a conversation before its first event. */
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

/** One window and the time before the next one can have at most this many extensions. */
const maxRememberedExtensions = 40;

/** Returns the session with these requests added to the ones that it remembers. */
export function rememberExtensions(session: Session, requests: readonly string[]): Session {
  const newRequests = requests.filter((request) => !hasExtended(session, request));
  if (newRequests.length === 0) return session;
  return {
    ...session,
    extendedBy: [...(session.extendedBy ?? []), ...newRequests].slice(-maxRememberedExtensions),
  };
}

/** Returns whether this request has extended the time before. */
export function hasExtended({ extendedBy = [] }: Session, request: string): boolean {
  return extendedBy.includes(request);
}

/** Returns whether the conversation has ended or is about to. No one can add to it or take it over then. */
export function isEnding({ sealed, ending }: Session): boolean {
  return sealed !== null || ending !== undefined;
}

export function refuseEnded(session: Session): { readonly refused: 'window-expired' | 'conversation-ended' } {
  return { refused: session.sealed?.reason === 'expired' ? 'window-expired' : 'conversation-ended' };
}
