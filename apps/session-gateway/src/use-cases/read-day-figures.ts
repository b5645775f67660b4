import { heldCapacity, windowFigures, type DayFigures } from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { boundsOf, dayAt, type Day } from '../domain/day';
import { SettingsStore } from '../store/settings.store';

/** Reads the figures of a workstream's day in its own time zone. The timer and routing count them. */
@Injectable()
export class ReadDayFigures {
  constructor(
    private readonly bus: Bus,
    private readonly settings: SettingsStore,
    private readonly time: DatabaseTime,
  ) {}

  /** `requestedDay` defaults to today. */
  async run(workstreamId: string, requestedDay: Day | undefined): Promise<DayFigures | Refused> {
    const workstream = await this.settings.workstream(workstreamId);
    if (!workstream) return refuse('not-found');
    const { name, timeZone } = workstream;
    const serverNow = this.time.now();
    const day = requestedDay ?? dayAt(serverNow, timeZone);
    const span = { workstreamId, ...boundsOf(day, timeZone) };
    const [windows, capacity] = await Promise.all([
      this.bus.ask(windowFigures, span),
      this.bus.ask(heldCapacity, span),
    ]);
    if (isRefused(windows)) return windows;
    if (isRefused(capacity)) return capacity;
    return { ...span, name, timeZone, day, ...windows, held: capacity, serverNow };
  }
}
