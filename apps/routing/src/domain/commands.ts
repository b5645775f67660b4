import type { Party, SealReason } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { AgentCapacity, WorkstreamTerms } from './capacity';

/** Who ended or closed a conversation. */
export interface Actor {
  readonly by: Party;
  /** Set when an agent did it. */
  readonly byAgentId?: string | undefined;
  /** Set when a supervisor did it. */
  readonly accountId?: string | undefined;
}

/** What the agent chose for the record. The gateway has compared it with the settings. */
export interface ChosenAtClose {
  readonly disposition?: string | null | undefined;
  readonly tags?: string[] | undefined;
}

/** A request of a person, or an event of another service, that concerns a conversation. */
export type Intent =
  | { readonly type: 'queue'; readonly workstreamId: string; readonly startedAt: Instant }
  | {
      readonly type: 'assign';
      readonly by: 'push' | 'pick';
      /** Set when a supervisor chose the agent. */
      readonly accountId?: string | undefined;
      readonly to: AgentCapacity;
    }
  | { readonly type: 'accept'; readonly agentId: string }
  | { readonly type: 'decline'; readonly agentId: string }
  | { readonly type: 'miss-offer' }
  | { readonly type: 'withdraw-offer'; readonly agentId: string }
  | { readonly type: 'customer-away'; readonly epoch: number }
  | { readonly type: 'customer-back'; readonly epoch: number }
  | { readonly type: 'expire' }
  | { readonly type: 'seal'; readonly reason: SealReason; readonly actor: Actor }
  | { readonly type: 'close-tab'; readonly agentId: string }
  | { readonly type: 'release'; readonly agentId: string }
  | { readonly type: 'lose-agent'; readonly agentId: string }
  | {
      readonly type: 'transfer';
      readonly requestedBy: string | null;
      readonly accountId?: string | undefined;
      readonly to: AgentCapacity;
    }
  | { readonly type: 'end-wrap-up-block'; readonly generation: number }
  | { readonly type: 'auto-close'; readonly generation: number }
  | ({ readonly type: 'close'; readonly agentId: string } & ChosenAtClose);

/** An intent with the time of the decision and the workstream's settings at that time. */
export type Command<I extends Intent = Intent> = I & {
  readonly at: Instant;
  readonly terms: WorkstreamTerms;
};

export type CommandOf<Type extends Intent['type']> = Command<Extract<Intent, { type: Type }>>;
