import { deadline } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { HandleAlarms } from '../use-cases/handle-alarms';

@Controller()
export class DeadlineConsumer {
  constructor(private readonly answer: HandleAlarms) {}

  @OnFacts(deadline)
  onFacts(facts: DeliveredOf<typeof deadline>[], tx: Tx): Promise<void> {
    return this.answer.run(tx, facts);
  }
}
