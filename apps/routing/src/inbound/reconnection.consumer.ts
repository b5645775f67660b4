import { reconnection } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { FollowWindows } from '../use-cases/follow-windows';

@Controller()
export class ReconnectionConsumer {
  constructor(private readonly follow: FollowWindows) {}

  @OnFacts(reconnection)
  onFacts(facts: DeliveredOf<typeof reconnection>[], tx: Tx): Promise<void> {
    return this.follow.run(tx, facts);
  }
}
