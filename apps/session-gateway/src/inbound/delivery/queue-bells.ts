import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

const topic = 'session-gateway.queues';

/**
 * Notifies every gateway that customers have joined or left queues, so that desks update. A bell may be lost: the
 * data is in Postgres.
 */
@Injectable()
export class QueueBells {
  private readonly listeners = new Set<(workstreamIds: readonly string[]) => void>();

  constructor(private readonly bus: Bus) {
    bus.onRing(topic, (payload) => {
      const { workstreamIds } = payload as { workstreamIds?: string[] };
      if (Array.isArray(workstreamIds)) for (const listener of this.listeners) listener(workstreamIds);
    });
  }

  onChange(listener: (workstreamIds: readonly string[]) => void): void {
    this.listeners.add(listener);
  }

  ring(workstreamIds: readonly string[]): void {
    const distinct = [...new Set(workstreamIds)];
    if (distinct.length > 0) this.bus.ring(topic, { workstreamIds: distinct });
  }
}
