import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { ownPasswordLimits } from '../domain/attempt-limits';
import { PasswordHashes } from '../keys/password-hashes';
import { findAccount, findCredentials, type SavedAccount } from '../store/accounts.store';
import { limitAttempts } from './limit-attempts';

/**
 * Checks the current password of the signed-in account, because a token alone must not be enough to change how the
 * account signs in. Wrong passwords are counted separately from failed sign-ins.
 */
@Injectable()
export class CheckOwnPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
  ) {}

  async run(org: string, accountId: string, current: string): Promise<SavedAccount | Refused> {
    const account = await findAccount(this.database, org, accountId);
    if (!account?.value.active) return refuse('sign-in-failed');
    const limits = ownPasswordLimits(org, accountId);
    return limitAttempts(this.database, limits, () => this.compare(org, account, current));
  }

  private async compare(
    org: string,
    account: SavedAccount,
    current: string,
  ): Promise<SavedAccount | Refused> {
    const credentials = await findCredentials(this.database, org, account.value.login);
    const matches = await this.passwords.matches(current, credentials?.passwordHash ?? null, 'known');
    if (isRefused(matches)) return matches;
    return matches && credentials?.id === account.id ? account : refuse('sign-in-failed');
  }
}
