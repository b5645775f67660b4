import type { ClosingChoices } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import { SettingsStore } from '../store/settings.store';

/** Reads what the agents of a workstream choose from when they close a conversation. */
@Injectable()
export class ReadClosingChoices {
  constructor(private readonly settings: SettingsStore) {}

  async run(workstreamId: string): Promise<ClosingChoices> {
    const {
      dispositions = [],
      dispositionRequired = false,
      tags = [],
    } = (await this.settings.workstream(workstreamId)) ?? {};
    return { dispositions, dispositionRequired: dispositionRequired && dispositions.length > 0, tags };
  }
}
