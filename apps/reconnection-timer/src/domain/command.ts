import type { Party, SealReason, Way, WindowTerms } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Outages } from './outage';

/** The customer counts as away. */
export interface Open {
  readonly type: 'open';
  readonly conversationId: string;
  readonly epoch: number;
  readonly workstreamId?: string | undefined;
  readonly terms: WindowTerms;
}

/** A claimant, verified by who asks, wants to come back. The terms open the window if the disconnect is late. */
export interface Request {
  readonly type: 'request';
  readonly conversationId: string;
  readonly epoch: number;
  readonly claim: string;
  readonly way: Way;
  readonly workstreamId?: string | undefined;
  readonly terms: WindowTerms;
  /** When the asker's database recorded the request. Askers of older releases do not say it: now. */
  readonly askedAt?: Instant | undefined;
}

/** Somebody gives the customer more time. The same `request` does so once. */
export interface Extend {
  readonly type: 'extend';
  readonly conversationId: string;
  readonly epoch: number;
  readonly by: Party;
  readonly accountId?: string | undefined;
  readonly request: string;
}

/** Somebody ends the conversation, whether its customer is away or not. */
export interface Seal {
  readonly type: 'seal';
  readonly conversationId: string;
  readonly by: Party;
  readonly accountId?: string | undefined;
  readonly agentId: string | null;
  readonly reason: SealReason;
  /** Giving up on this absence: refused once it is over. */
  readonly awayEpoch?: number | null | undefined;
}

/** A deadline may have come. */
export interface Expire {
  readonly type: 'expire';
  readonly conversationId: string;
}

/** What can be asked of one conversation's reconnection. */
export type Command = Open | Request | Extend | Seal | Expire;

/**
 * A command with the instant at which it is decided, the database's clock read under the row lock, and the outages
 * that may have met the deadline: they are looked up only when a window is overdue.
 */
export type Timed<C extends Command> = C & { readonly now: Instant; readonly outages?: Outages };
