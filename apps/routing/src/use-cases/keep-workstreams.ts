import type { WorkstreamFact } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { WorkstreamsStore } from '../store/workstreams.store';
import { RingQueues } from './ring-queues';

/** Stores the newest settings of each workstream. They apply from the next transition on. */
@Injectable()
export class KeepWorkstreams {
  constructor(
    private readonly workstreams: WorkstreamsStore,
    private readonly ringQueues: RingQueues,
  ) {}

  async run(tx: Tx, facts: readonly WorkstreamFact[]): Promise<void> {
    const newest = new Map(facts.map(({ data }) => [data.workstreamId, data]));
    await this.workstreams.save(tx, [...newest.values()]);
    tx.afterCommit(() => this.ringQueues.run([...newest.keys()]));
  }
}
