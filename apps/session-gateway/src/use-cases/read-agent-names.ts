import { agentNames } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { Bus, Unavailable } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { readNames } from '../store/desks.store';

/**
 * Reads the names of agents. Only config knows the name of an agent who has never opened a desk. Without config's
 * answer, such an agent has no name here.
 */
@Injectable()
export class ReadAgentNames {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
  ) {}

  async run(agentIds: readonly string[]): Promise<Map<string, string>> {
    const knownNames = await readNames(this.database, agentIds);
    const unknownIds = agentIds.filter((id) => !knownNames.has(id));
    if (unknownIds.length === 0) return knownNames;
    try {
      const answer = await this.bus.ask(agentNames, { agentIds: unknownIds });
      if (isRefused(answer)) return knownNames;
      return new Map([...Object.entries(answer.names), ...knownNames]);
    } catch (error) {
      if (error instanceof Unavailable) return knownNames;
      throw error;
    }
  }
}
