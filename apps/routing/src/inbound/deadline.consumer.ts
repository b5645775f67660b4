import { deadline } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { AnswerAlarms } from '../use-cases/answer-alarms';

@Controller()
export class DeadlineConsumer {
  constructor(private readonly answer: AnswerAlarms) {}

  @OnFacts(deadline)
  onFacts(facts: DeliveredOf<typeof deadline>[], tx: Tx): Promise<void> {
    return this.answer.run(tx, facts);
  }
}
