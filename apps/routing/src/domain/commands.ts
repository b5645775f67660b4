import type { Party, SealReason } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Room, Terms } from './capacity';

/** Who led a conversation to its end. */
export interface Doer {
  readonly by: Party;
  /** When an agent did it. */
  readonly byAgentId?: string | undefined;
  /** When a supervisor did it. */
  readonly accountId?: string | undefined;
}

/** What somebody wants of a conversation, or what became known about it. */
export type Intent =
  | { readonly type: 'queue'; readonly workstreamId: string; readonly startedAt: Instant }
  | { readonly type: 'assign'; readonly by: 'push' | 'pick'; readonly to: Room }
  | { readonly type: 'customer-away'; readonly epoch: number }
  | { readonly type: 'customer-back'; readonly epoch: number }
  | { readonly type: 'expire' }
  | { readonly type: 'seal'; readonly reason: SealReason; readonly doer: Doer }
  | { readonly type: 'close-tab'; readonly agentId: string }
  | { readonly type: 'release'; readonly agentId: string }
  | { readonly type: 'lose-agent'; readonly agentId: string }
  | {
      readonly type: 'transfer';
      readonly askedBy: string | null;
      readonly accountId?: string | undefined;
      readonly to: Room;
    }
  | { readonly type: 'end-wrap-up-block'; readonly generation: number }
  | { readonly type: 'auto-close'; readonly generation: number }
  | { readonly type: 'close'; readonly agentId: string };

/** An intent with the time of the decision and the workstream's terms of that moment. */
export type Command<I extends Intent = Intent> = I & { readonly at: Instant; readonly terms: Terms };

export type CommandOf<Type extends Intent['type']> = Command<Extract<Intent, { type: Type }>>;
