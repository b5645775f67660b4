import { heldCapacity, windowFigures, type Disconnects } from '@rejoin/contracts';
import { isRefused, type Instant, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';

/** Asks for the outcomes of disconnects. The timer and routing count them, from the rows that they act on. */
@Injectable()
export class CountDisconnects {
  constructor(private readonly bus: Bus) {}

  async run(
    workstreamId: string | readonly string[],
    from: Instant,
    until: Instant,
  ): Promise<Disconnects | Refused> {
    const period = {
      workstreamId: typeof workstreamId === 'string' ? workstreamId : [...workstreamId],
      from,
      until,
    };
    const [windows, held] = await Promise.all([
      this.bus.ask(windowFigures, period),
      this.bus.ask(heldCapacity, period),
    ]);
    if (isRefused(windows)) return windows;
    if (isRefused(held)) return held;
    return { ...windows, held };
  }
}
