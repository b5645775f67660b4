import type { DayFigures } from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { boundsOf, dayAt, type Day } from '../domain/day';
import { SettingsStore } from '../store/settings.store';
import { CountDisconnects } from './count-disconnects';

/** Reads the figures of a workstream's day in its own time zone. */
@Injectable()
export class ReadDayFigures {
  constructor(
    private readonly disconnects: CountDisconnects,
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
    const bounds = boundsOf(day, timeZone);
    const counted = await this.disconnects.run(workstreamId, bounds.from, bounds.until);
    if (isRefused(counted)) return counted;
    return { workstreamId, ...bounds, name, timeZone, day, ...counted, serverNow };
  }
}
