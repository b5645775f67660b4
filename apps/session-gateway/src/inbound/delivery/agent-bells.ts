import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

const changedTopic = 'session-gateway.agents';
const signedOutTopic = 'session-gateway.signed-out';
const readTopic = 'session-gateway.reads';

type Listener = (agentIds: readonly string[]) => void;

/** Tells every gateway what became of some agents, so that their desks follow: nothing is lost with a ring. */
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

  /** Presence or capacity changed: the desk's status is to be shown again. */
  onChange(listener: Listener): void {
    this.listeners[changedTopic].add(listener);
  }

  /** They signed out at one desk: their other tabs are to be closed. */
  onSignOut(listener: Listener): void {
    this.listeners[signedOutTopic].add(listener);
  }

  /** They read something at one desk: their other desks are to be told. */
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
