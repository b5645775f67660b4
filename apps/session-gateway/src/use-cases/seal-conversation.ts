import { seal, type Party, type SealReason } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

/** Ends a conversation for good, at the timer first, so that no window and no return can follow. */
@Injectable()
export class SealConversation {
  constructor(private readonly bus: Bus) {}

  execute(
    conversationId: string,
    by: Party,
    reason: SealReason,
    agentId: string | null = null,
  ): Promise<{ at: string } | Refused> {
    return this.bus.ask(seal, { conversationId, by, agentId, reason });
  }
}
