import { queueFronts, type QueueFront } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

const queuesPerQuestion = 20;

/**
 * Asks routing for the fronts of queues, either for waiting customers who see their position or for desks that list
 * who waits.
 */
@Injectable()
export class ReadQueueFronts {
  constructor(private readonly bus: Bus) {}

  async run(workstreamIds: Iterable<string>, { forDesks = false } = {}): Promise<Map<string, QueueFront>> {
    const distinct = [...new Set(workstreamIds)];
    const fronts = new Map<string, QueueFront>();
    for (let from = 0; from < distinct.length; from += queuesPerQuestion) {
      const batch = distinct.slice(from, from + queuesPerQuestion);
      const answer = await this.bus.ask(queueFronts, {
        workstreamIds: batch,
        ...(forDesks ? { forDesks } : {}),
      });
      if (isRefused(answer)) continue;
      for (const front of answer.fronts) fronts.set(front.workstreamId, front);
    }
    return fronts;
  }
}
