import { settingsLimits, type AgentSettings } from '@rejoin/contracts';
import { isRefused, newId, refuse, type Refused } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { kinds, type Kind } from '../domain/kinds';
import { findSettings, listSettings, type SavedSettings } from '../store/settings.store';
import { SaveSettings } from './save-settings';

interface Copy {
  readonly workstreamId?: string | undefined;
  readonly name: string;
  readonly withAgents: boolean;
}

/**
 * Copies a workstream with its chat widgets and quick replies, in the caller's transaction, which must not commit a
 * refusal. Conversations belong to the workstream in which they began, so the copy has none.
 */
@Injectable()
export class CopyWorkstream {
  constructor(private readonly saveSettings: SaveSettings) {}

  async run(
    tx: Tx,
    actor: Actor,
    id: string,
    { workstreamId = newId(), name, withAgents }: Copy,
  ): Promise<SavedSettings | Refused> {
    const original = await findSettings(tx, kinds.workstream, actor.org, id);
    if (!original) return refuse('not-found');
    const settings = { ...original.value, name };
    const copy = await this.saveSettings.create(tx, actor, kinds.workstream, settings, workstreamId);
    if (isRefused(copy)) return copy;
    for (const kind of [kinds.widget, kinds.quickReply]) {
      const parts = await partsOf(tx, kind, actor.org, id);
      if (isRefused(parts)) return parts;
      for (const { value } of parts) {
        const made = await this.saveSettings.create(tx, actor, kind, { ...value, workstreamId });
        if (isRefused(made)) return made;
      }
    }
    return withAgents ? ((await this.addAgents(tx, actor, id, workstreamId)) ?? copy) : copy;
  }

  /** Lets the agents of a workstream work in another one too. */
  private async addAgents(tx: Tx, actor: Actor, from: string, to: string): Promise<Refused | undefined> {
    const agents = await partsOf(tx, kinds.agent, actor.org, from);
    if (isRefused(agents)) return agents;
    for (const { id, version, value } of agents) {
      const { workstreamIds } = value as unknown as AgentSettings;
      const settings = kinds.agent.schema.safeParse({ ...value, workstreamIds: [...workstreamIds, to] });
      if (!settings.success) return refuse('too-many');
      const saved = await this.saveSettings.replace(tx, actor, kinds.agent, id, [version], settings.data);
      if (isRefused(saved)) return saved;
    }
    return undefined;
  }
}

/** All resources of a kind in a workstream, in the order of their ids, so that two copies lock them in the same order. */
async function partsOf(
  tx: Tx,
  kind: Kind,
  org: string,
  workstreamId: string,
): Promise<SavedSettings[] | Refused> {
  const most = settingsLimits.copiedResources.value;
  const parts = await listSettings(tx, kind, org, {
    afterId: '',
    limit: most + 1,
    search: undefined,
    active: undefined,
    sort: 'changedAt',
    order: 'asc',
    workstreamId,
  });
  if (parts.length > most) return refuse('too-many');
  return parts.sort((a, b) => (a.id < b.id ? -1 : 1));
}
