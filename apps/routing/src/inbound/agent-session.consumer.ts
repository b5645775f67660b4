import { agentSession, type AgentSessionFact } from '@rejoin/contracts';
import { OnFacts, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { FollowAgents } from '../use-cases/follow-agents';

const eventTypes = {
  AgentConnected: 'connected',
  AgentDisconnected: 'disconnected',
  AgentSignedOut: 'signed-out',
} as const satisfies Record<AgentSessionFact['type'], string>;

@Controller()
export class AgentSessionConsumer {
  constructor(private readonly follow: FollowAgents) {}

  @OnFacts(agentSession)
  onFacts(facts: DeliveredOf<typeof agentSession>[], tx: Tx): Promise<void> {
    const updates = facts.map(({ type, data: { agentId, epoch } }) => ({
      agentId,
      event: { type: eventTypes[type], epoch },
    }));
    return this.follow.run(tx, updates);
  }
}
