import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { ownPasswordLimits } from '../domain/attempt-limits';
import type { Actor } from '../domain/audit';
import { findAccount, findCredentials, type SavedAccount } from '../store/accounts.store';
import { PasswordHashes } from './hash-password';
import { AccessTokenIssuer } from './issue-access-token';
import { limitAttempts } from './limit-attempts';
import { NewPasswords } from './new-passwords';
import { SaveAccount } from './save-account';
import type { SignedIn } from './sign-in';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/**
 * Changes the password of who is signed in. A token alone is not enough: the current password is asked for, and
 * wrong ones are counted, apart from failed sign-ins. It ends every sign-in of the account and gives a new one.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly newPasswords: NewPasswords,
    private readonly accounts: SaveAccount,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(
    actor: Actor & { accountId: string },
    { current, next }: PasswordChange,
  ): Promise<(SignedIn & { version: number }) | Refused> {
    const { org, accountId } = actor;
    const account = await findAccount(this.database, org, accountId);
    if (!account?.value.active) return refuse('sign-in-failed');
    const limits = ownPasswordLimits(org, accountId);
    const known = await limitAttempts(this.database, limits, () => this.compare(org, account, current));
    if (isRefused(known)) return known;
    const hash = await this.newPasswords.hash(org, next, account.value, '/next');
    if (isRefused(hash)) return hash;
    const saved = await this.database.transaction((tx) =>
      this.accounts.setPassword(tx, actor, accountId, [account.version], hash),
    );
    if (isRefused(saved)) return saved;
    const { version, value } = saved;
    const shown = publicAccount(accountId, value);
    return { ...(await this.tokens.issue({ org, ...shown }, version)), account: shown, version };
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
