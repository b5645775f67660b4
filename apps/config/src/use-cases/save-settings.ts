import { fieldProblem } from '@rejoin/contracts';
import { isRefused, newId, refuse, type Refused } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { settingsProblems, type Kind, type Settings } from '../domain/kinds';
import { isUnchanged, requireVersion } from '../domain/replacement';
import { recordChange } from '../store/audit.store';
import {
  existingWorkstreams,
  insertSettings,
  lockSettings,
  updateSettings,
  type SavedSettings,
} from '../store/settings.store';

/** Saves settings in the caller's transaction: the row, its entry in the audit log and its fact. */
@Injectable()
export class SaveSettings {
  constructor(private readonly outbox: Outbox) {}

  async create(
    tx: Tx,
    actor: Actor,
    kind: Kind,
    settings: Settings,
    id = newId(),
  ): Promise<SavedSettings | Refused> {
    const rejection = await this.rejectionOf(tx, actor, kind, settings);
    if (rejection) return rejection;
    const saved = { id, version: 1, value: settings, changedAt: await databaseClock(tx) };
    if (!(await insertSettings(tx, kind, actor.org, saved))) {
      return refuse('already-exists', fieldProblem(`/${kind.idField}`, 'taken-id'));
    }
    return this.record(tx, actor, kind, undefined, saved);
  }

  /** Replaces all settings, for a caller that has read one of the versions `read`. */
  async replace(
    tx: Tx,
    actor: Actor,
    kind: Kind,
    id: string,
    read: readonly number[],
    settings: Settings,
  ): Promise<SavedSettings | Refused> {
    const current = requireVersion(await lockSettings(tx, kind, actor.org, id), read);
    if (isRefused(current) || isUnchanged(current, settings)) return current;
    const rejection = await this.rejectionOf(tx, actor, kind, settings);
    if (rejection) return rejection;
    const changedAt = await databaseClock(tx);
    const saved = { id, version: current.version + 1, value: settings, changedAt };
    await updateSettings(tx, kind, actor.org, saved);
    return this.record(tx, actor, kind, current, saved);
  }

  private async rejectionOf(
    tx: Tx,
    { org }: Actor,
    kind: Kind,
    settings: Settings,
  ): Promise<Refused | undefined> {
    const named = kind.workstreamsIn(settings).map(({ workstreamId }) => workstreamId);
    const problems = settingsProblems(kind, settings, await existingWorkstreams(tx, org, named));
    return problems.length > 0 ? refuse('invalid', ...problems) : undefined;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    kind: Kind,
    old: SavedSettings | undefined,
    saved: SavedSettings,
  ): Promise<SavedSettings> {
    await recordChange(tx, actor, kind.what, saved, {
      action: old ? 'changed' : 'created',
      old: old?.value ?? null,
      new: saved.value,
    });
    this.outbox.append(tx, [kind.fact(saved.id, saved.value, saved.changedAt)], actor.org);
    return saved;
  }
}
