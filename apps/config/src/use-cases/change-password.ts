import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { attemptLimits } from '../domain/attempt-limits';
import type { Actor } from '../domain/audit';
import { reject, type Rejection } from '../domain/rejection';
import { findAccount, findCredentials, type SavedAccount } from '../store/accounts.store';
import { countAttempt, forgiveAttempt } from '../store/sign-in-attempts.store';
import { PasswordHashes } from './hash-password';
import { SaveAccount } from './save-account';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/**
 * Changes the password of who is signed in. A token alone is not enough: the current password is asked for, and
 * wrong ones count like failed sign-ins. Tokens that were given before stay good until their time is over.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly accounts: SaveAccount,
  ) {}

  async run(
    actor: Actor & { accountId: string },
    { current, next }: PasswordChange,
    address: string,
  ): Promise<SavedAccount | Refused | Rejection> {
    const { org, accountId } = actor;
    const account = await findAccount(this.database, org, accountId);
    if (!account) return refuse('sign-in-failed');
    const { login } = account.value;
    const limits = attemptLimits(org, login, address);
    const tooMany = await this.database.transaction((tx) => countAttempt(tx, limits));
    if (tooMany) return tooMany;
    const credentials = await findCredentials(this.database, org, login);
    const matches = await this.passwords.matches(current, credentials?.passwordHash ?? null);
    if (isRefused(matches)) return matches;
    if (!matches || credentials?.id !== accountId) return refuse('sign-in-failed');
    await forgiveAttempt(this.database, limits);
    if (next === current) return reject('invalid', { field: '/next', message: 'must be another password' });
    const hash = await this.passwords.hash(next);
    return this.database.transaction((tx) =>
      this.accounts.setPassword(tx, actor, accountId, [account.version], hash),
    );
  }
}
