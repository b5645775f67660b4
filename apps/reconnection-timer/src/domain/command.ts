import type { Party, SealReason, Way, WindowTerms } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Outages } from './outage';

/** The customer counts as away: open a window. */
export interface Open {
  readonly type: 'open';
  readonly conversationId: string;
  readonly epoch: number;
  readonly workstreamId?: string | undefined;
  readonly terms: WindowTerms;
}

/** A claimant, whom the caller has verified, asks to return. The terms open the window if the disconnect has not arrived. */
export interface Request {
  readonly type: 'request';
  readonly conversationId: string;
  readonly epoch: number;
  readonly claim: string;
  readonly way: Way;
  readonly workstreamId?: string | undefined;
  readonly terms: WindowTerms;
  /** When the caller's database recorded the request. Callers of older releases leave it out; then it is the decision time. */
  readonly askedAt?: Instant | undefined;
}

/** An agent, a supervisor or the customer extends the window. The same `request` extends it once. */
export interface Extend {
  readonly type: 'extend';
  readonly conversationId: string;
  readonly epoch: number;
  readonly by: Party;
  readonly accountId?: string | undefined;
  readonly request: string;
}

/** Ends the conversation, whether its customer is away or not. */
export interface Seal {
  readonly type: 'seal';
  readonly conversationId: string;
  readonly by: Party;
  readonly accountId?: string | undefined;
  readonly agentId: string | null;
  readonly reason: SealReason;
  /** The absence that the caller stops waiting for. The command is refused once this absence is over. */
  readonly awayEpoch?: number | null | undefined;
}

/** Expires the window if its deadline has passed. */
export interface Expire {
  readonly type: 'expire';
  readonly conversationId: string;
}

/** A command on the reconnection of one conversation. */
export type Command = Open | Request | Extend | Seal | Expire;

/**
 * A command with the instant of its decision, which is the database's clock read under the row lock, and with the
 * outages that may overlap the deadline. Outages are read only when a window is overdue.
 */
export type Timed<C extends Command> = C & { readonly now: Instant; readonly outages?: Outages };
