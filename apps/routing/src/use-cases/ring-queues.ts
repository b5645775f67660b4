import { Injectable } from '@nestjs/common';

/** Signals after a commit which queues may have got work or free units. It is a hint: the sweep finds what it misses. */
@Injectable()
export class RingQueues {
  private listener: (workstreamIds: readonly string[]) => void = () => undefined;

  onRing(listener: (workstreamIds: readonly string[]) => void): void {
    this.listener = listener;
  }

  run(workstreamIds: readonly string[]): void {
    if (workstreamIds.length > 0) this.listener(workstreamIds);
  }
}
