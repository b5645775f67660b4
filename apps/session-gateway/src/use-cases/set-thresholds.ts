import type { StoredThresholds } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { AlertsStore } from '../store/alerts.store';
import { SettingsStore } from '../store/settings.store';

/** Reads and sets from which values on a workstream raises alerts. They are the same for all supervisors. */
@Injectable()
export class SetThresholds {
  constructor(
    private readonly alerts: AlertsStore,
    private readonly settings: SettingsStore,
  ) {}

  async read(workstreamId: string): Promise<StoredThresholds | Refused> {
    if (!(await this.settings.workstream(workstreamId))) return refuse('not-found');
    return this.alerts.thresholds(workstreamId);
  }

  async run(principal: Principal, wanted: StoredThresholds): Promise<StoredThresholds | Refused> {
    if (!(await this.settings.workstream(wanted.workstreamId))) return refuse('not-found');
    const isSet = await this.alerts.set(principal, wanted);
    return isSet ? { ...wanted, version: wanted.version + 1 } : refuse('version-conflict');
  }
}
