import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

const topic = 'session-gateway.agents';

/** Tells every gateway that presence or capacity of some agents changed, so that their desks can be shown it. */
@Injectable()
export class AgentBells {
  private readonly listeners = new Set<(agentIds: readonly string[]) => void>();

  constructor(private readonly bus: Bus) {
    bus.onRing(topic, (payload) => {
      const { agentIds } = payload as { agentIds?: string[] };
      if (Array.isArray(agentIds)) for (const listener of this.listeners) listener(agentIds);
    });
  }

  onRing(listener: (agentIds: readonly string[]) => void): void {
    this.listeners.add(listener);
  }

  ring(agentIds: readonly string[]): void {
    const distinct = [...new Set(agentIds)];
    if (distinct.length > 0) this.bus.ring(topic, { agentIds: distinct });
  }
}
