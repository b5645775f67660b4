import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

const changedTopic = 'session-gateway.agents';
const signedOutTopic = 'session-gateway.signed-out';
const readTopic = 'session-gateway.reads';

type Listener = (agentIds: readonly string[]) => void;

/**
 * Notifies every gateway that agents' data has changed, so that their desks update. A bell may be lost: the data is
 * in Postgres.
 */
@Injectable()
export class AgentBells {
  private readonly listeners = {
    [changedTopic]: new Set<Listener>(),
    [signedOutTopic]: new Set<Listener>(),
    [readTopic]: new Set<Listener>(),
  };

  constructor(private readonly bus: Bus) {
    for (const topic of [changedTopic, signedOutTopic, readTopic] as const) {
      bus.onRing(topic, (payload) => {
        const { agentIds } = payload as { agentIds?: string[] };
        if (Array.isArray(agentIds)) for (const listener of this.listeners[topic]) listener(agentIds);
      });
    }
  }

  /** Calls the listener when presence or capacity has changed, so that the desk shows its status again. */
  onChange(listener: Listener): void {
    this.listeners[changedTopic].add(listener);
  }

  /** Calls the listener when an agent signed out at one desk, so that the other tabs are closed. */
  onSignOut(listener: Listener): void {
    this.listeners[signedOutTopic].add(listener);
  }

  /** Calls the listener when an agent has read entries, so that the other devices show it. */
  onRead(listener: Listener): void {
    this.listeners[readTopic].add(listener);
  }

  ringChange(agentIds: readonly string[]): void {
    const distinct = [...new Set(agentIds)];
    if (distinct.length > 0) this.bus.ring(changedTopic, { agentIds: distinct });
  }

  ringSignOut(agentId: string): void {
    this.bus.ring(signedOutTopic, { agentIds: [agentId] });
  }

  ringRead(agentId: string): void {
    this.bus.ring(readTopic, { agentIds: [agentId] });
  }
}
