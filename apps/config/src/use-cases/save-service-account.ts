import { fieldProblem, mostSecrets, type ServiceAccountSettings } from '@rejoin/contracts';
import {
  hashSecret,
  isRefused,
  plusSeconds,
  newId,
  newSecret,
  refuse,
  type Instant,
  type Refused,
} from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { isUnchanged, requireVersion } from '../domain/replacement';
import { endsTokens } from '../domain/service-account';
import { recordChange } from '../store/audit.store';
import {
  deleteSecret,
  insertSecret,
  lockServiceAccount,
  saveServiceAccountRow,
  type SavedServiceAccount,
} from '../store/service-accounts.store';

const daySeconds = 86_400;
const prefix = 'rejoin_';

/** A service account with its new secret, which cannot be read again. */
export interface WithSecret {
  readonly saved: SavedServiceAccount;
  readonly secret: string;
}

/** Saves service accounts and their secrets, each change with its entry in the audit log. */
@Injectable()
export class SaveServiceAccount {
  constructor(private readonly outbox: Outbox) {}

  async create(tx: Tx, actor: Actor, value: ServiceAccountSettings, days: number): Promise<WithSecret> {
    const changedAt = await databaseClock(tx);
    const bare = { id: newId(), version: 1, value, changedAt, signInsFrom: 0, secrets: [] };
    await saveServiceAccountRow(tx, actor.org, bare);
    const made = await this.makeSecret(tx, actor, bare, days);
    await recordChange(tx, actor, 'service-account', made.saved, {
      action: 'created',
      old: null,
      new: value,
    });
    return made;
  }

  async replace(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    value: ServiceAccountSettings,
  ): Promise<SavedServiceAccount | Refused> {
    const current = requireVersion(await lockServiceAccount(tx, actor.org, id), read);
    if (isRefused(current) || isUnchanged(current, value)) return current;
    const saved = await this.save(tx, actor, { ...current, value }, endsTokens(current.value, value));
    return recordChange(tx, actor, 'service-account', saved, {
      action: 'changed',
      old: current.value,
      new: value,
    });
  }

  /** Makes another secret beside the one in use, so that a client can change over. */
  async addSecret(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    days: number,
  ): Promise<WithSecret | Refused> {
    const current = requireVersion(await lockServiceAccount(tx, actor.org, id), read);
    if (isRefused(current)) return current;
    if (current.secrets.length >= mostSecrets)
      return refuse('already-exists', fieldProblem('/', 'two-secrets'));
    const made = await this.makeSecret(tx, actor, await this.save(tx, actor, current, false), days);
    await recordChange(tx, actor, 'service-account', made.saved, {
      action: 'secret-added',
      old: null,
      new: null,
    });
    return made;
  }

  /** Ends a secret and every token of the account. A client with another secret gets new tokens. */
  async removeSecret(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    secretId: string,
  ): Promise<SavedServiceAccount | Refused> {
    const found = await lockServiceAccount(tx, actor.org, id);
    const hasSecret = found?.secrets.some((secret) => secret.secretId === secretId);
    const current = requireVersion(hasSecret ? found : undefined, read);
    if (isRefused(current)) return current;
    const secrets = current.secrets.filter((secret) => secret.secretId !== secretId);
    await deleteSecret(tx, actor.org, id, secretId);
    const saved = await this.save(tx, actor, { ...current, secrets }, true);
    return recordChange(tx, actor, 'service-account', saved, {
      action: 'secret-removed',
      old: null,
      new: null,
    });
  }

  private async save(
    tx: Tx,
    { org }: Actor,
    current: SavedServiceAccount,
    ends: boolean,
  ): Promise<SavedServiceAccount> {
    const changedAt = await databaseClock(tx);
    const version = current.version + 1;
    const saved = { ...current, version, changedAt, signInsFrom: ends ? version : current.signInsFrom };
    await saveServiceAccountRow(tx, org, saved);
    if (ends) {
      // Gateways then refuse its tokens, as they do when the sign-ins of a person are ended.
      const data = { accountId: saved.id, before: version, at: changedAt };
      this.outbox.append(tx, [{ type: 'SignInsEnded', data }], org);
    }
    return saved;
  }

  private async makeSecret(
    tx: Tx,
    { org }: Actor,
    account: SavedServiceAccount,
    days: number,
  ): Promise<WithSecret> {
    const secret = prefix + newSecret();
    const createdAt = account.changedAt;
    const made = {
      secretId: newId(),
      hint: secret.slice(-4),
      createdAt,
      expiresAt: daysAfter(createdAt, days),
      lastUsedAt: null,
    };
    await insertSecret(tx, org, account.id, made, hashSecret(secret));
    return { saved: { ...account, secrets: [...account.secrets, made] }, secret };
  }
}

function daysAfter(at: Instant, days: number): Instant {
  return plusSeconds(at, days * daySeconds);
}
