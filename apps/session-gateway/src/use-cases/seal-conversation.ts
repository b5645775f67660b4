import { seal, type SealReason } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/session';

export interface SealRequest extends Actor {
  readonly conversationId: string;
  readonly reason: SealReason;
  readonly agentId?: string | null;
  /** Seals only while the customer is away in this epoch. Otherwise the refusal is `no-window`. */
  readonly awayEpoch?: number;
}

/** Ends a conversation for good. The timer seals it, so that neither a window nor a return can follow. */
@Injectable()
export class SealConversation {
  constructor(private readonly bus: Bus) {}

  run(request: SealRequest): Promise<{ at: string } | Refused> {
    const { conversationId, by, accountId, agentId = null, reason, awayEpoch } = request;
    return this.bus.ask(seal, { conversationId, by, accountId, agentId, reason, awayEpoch });
  }
}
