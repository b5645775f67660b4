import { fieldProblem, type AccountSettings } from '@rejoin/contracts';
import { isRefused, newId, refuse, type Refused } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { accountRejection, endsSignIns, isAdministrator } from '../domain/account';
import type { Actor } from '../domain/audit';
import { isUnchanged, requireVersion } from '../domain/replacement';
import {
  findAccount,
  insertAccount,
  surroundings,
  updateAccount,
  updatePassword,
  type SavedAccount,
} from '../store/accounts.store';
import { recordChange } from '../store/audit.store';
import { lockAccounts } from '../store/organisations.store';

/**
 * Saves accounts, one change at a time in an organisation, each with its entry in the audit log. Only config uses
 * accounts; the only fact about them names the account whose sign-ins were ended.
 */
@Injectable()
export class SaveAccount {
  constructor(private readonly outbox: Outbox) {}

  async create(
    tx: Tx,
    actor: Actor,
    settings: AccountSettings,
    passwordHash: string | null,
    id = newId(),
  ): Promise<SavedAccount | Refused> {
    await lockAccounts(tx, actor.org);
    const others = await surroundings(tx, actor.org, id, settings);
    const rejection = accountRejection(settings, { ...others, wasAdministrator: false });
    if (rejection) return rejection;
    const hasPassword = passwordHash !== null;
    const changedAt = await databaseClock(tx);
    const none = { hasPassword, hasSecondFactor: false, signInsFrom: 0 };
    const saved = { id, version: 1, value: settings, changedAt, ...none };
    if (!(await insertAccount(tx, actor.org, saved, passwordHash))) {
      return refuse('already-exists', fieldProblem('/accountId', 'taken-id'));
    }
    return recordChange(tx, actor, 'account', saved, { action: 'created', old: null, new: saved.value });
  }

  /** Replaces all settings of an account, for a caller that has read one of the versions `read`. */
  async replace(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    settings: AccountSettings,
  ): Promise<SavedAccount | Refused> {
    await lockAccounts(tx, actor.org);
    const current = requireVersion(await findAccount(tx, actor.org, id), read);
    if (isRefused(current) || isUnchanged(current, settings)) return current;
    const others = await surroundings(tx, actor.org, id, settings);
    const wasAdministrator = isAdministrator(current.value);
    const rejection = accountRejection(settings, { ...others, wasAdministrator });
    if (rejection) return rejection;
    const changedAt = await databaseClock(tx);
    const version = current.version + 1;
    const ends = endsSignIns(current.value, settings);
    const signInsFrom = ends ? version : current.signInsFrom;
    const saved = { ...current, version, value: settings, changedAt, signInsFrom };
    await updateAccount(tx, actor.org, saved);
    if (ends) this.tellEnded(tx, actor, saved);
    return recordChange(tx, actor, 'account', saved, {
      action: 'changed',
      old: current.value,
      new: settings,
    });
  }

  /** Sets the password and ends the sign-ins that were made before. */
  async setPassword(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    passwordHash: string,
  ): Promise<SavedAccount | Refused> {
    await lockAccounts(tx, actor.org);
    const current = requireVersion(await findAccount(tx, actor.org, id), read);
    if (isRefused(current)) return current;
    const changedAt = await databaseClock(tx);
    const version = current.version + 1;
    const saved = { ...current, version, hasPassword: true, changedAt, signInsFrom: version };
    await updatePassword(tx, actor.org, saved, passwordHash);
    this.tellEnded(tx, actor, saved);
    return recordChange(tx, actor, 'account', saved, { action: 'password-set', old: null, new: null });
  }

  /**
   * Runs the change that turns an account's second factor on or off, for a caller that has read one of `read` (null:
   * any version).
   */
  async changeSecondFactor(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[] | null,
    change: () => Promise<'on' | 'off' | 'unchanged'>,
  ): Promise<SavedAccount | Refused> {
    await lockAccounts(tx, actor.org);
    const current = requireVersion(await findAccount(tx, actor.org, id), read);
    if (isRefused(current)) return current;
    const changed = await change();
    if (changed === 'unchanged') return current;
    const changedAt = await databaseClock(tx);
    const saved = { ...current, version: current.version + 1, changedAt, hasSecondFactor: changed === 'on' };
    await updateAccount(tx, actor.org, saved);
    return recordChange(tx, actor, 'account', saved, {
      action: `second-factor-${changed}`,
      old: null,
      new: null,
    });
  }

  /** Ends all sign-ins that were made before. */
  async endSignIns(tx: Tx, actor: Actor, id: string): Promise<SavedAccount | Refused> {
    await lockAccounts(tx, actor.org);
    const current = requireVersion(await findAccount(tx, actor.org, id), null);
    if (isRefused(current)) return current;
    const version = current.version + 1;
    const saved = { ...current, version, changedAt: await databaseClock(tx), signInsFrom: version };
    await updateAccount(tx, actor.org, saved);
    this.tellEnded(tx, actor, saved);
    return recordChange(tx, actor, 'account', saved, { action: 'signed-out', old: null, new: null });
  }

  private tellEnded(tx: Tx, { org }: Actor, { id, signInsFrom, changedAt }: SavedAccount): void {
    const data = { accountId: id, before: signInsFrom, at: changedAt };
    this.outbox.append(tx, [{ type: 'SignInsEnded', data }], org);
  }
}
