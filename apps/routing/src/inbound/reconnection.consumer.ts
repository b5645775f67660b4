import { reconnection } from '@rejoin/contracts';
import { OnFacts, type Delivered } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { FollowWindows, type WindowFact } from '../use-cases/follow-windows';

@Controller()
export class ReconnectionConsumer {
  constructor(private readonly follow: FollowWindows) {}

  @OnFacts(
    reconnection,
    'ReconnectionWindowOpened',
    'ReconnectAccepted',
    'ReconnectExpired',
    'ConversationSealed',
  )
  onFacts(facts: Delivered<WindowFact>[], tx: Tx): Promise<void> {
    return this.follow.run(tx, facts);
  }
}
