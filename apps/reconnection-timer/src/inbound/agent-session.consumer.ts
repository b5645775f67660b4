import { agentSession } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { SetAlarms } from '../use-cases/set-alarms';

/** An agent who lost the line has a grace. */
@Controller()
export class AgentSessionConsumer {
  constructor(private readonly setAlarms: SetAlarms) {}

  @OnFacts(agentSession)
  handle(facts: readonly DeliveredOf<typeof agentSession>[], tx: Tx): Promise<void> {
    this.setAlarms.run(tx, facts);
    return Promise.resolve();
  }
}
