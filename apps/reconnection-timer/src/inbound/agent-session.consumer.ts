import { agentSession } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { SetAlarms } from '../use-cases/set-alarms';

/** Schedules the grace period of an agent who disconnects, and switches it off when the agent is back or signs out. */
@Controller()
export class AgentSessionConsumer {
  constructor(private readonly setAlarms: SetAlarms) {}

  @OnFacts(agentSession)
  onFacts(facts: readonly DeliveredOf<typeof agentSession>[], tx: Tx): Promise<void> {
    this.setAlarms.run(tx, facts);
    return Promise.resolve();
  }
}
