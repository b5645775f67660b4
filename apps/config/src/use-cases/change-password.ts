import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { attemptLimits } from '../domain/attempt-limits';
import type { Actor } from '../domain/audit';
import { findAccount, findCredentials } from '../store/accounts.store';
import { countAttempt, forgiveAttempt } from '../store/sign-in-attempts.store';
import { PasswordHashes } from './hash-password';
import { AccessTokenIssuer } from './issue-access-token';
import { SaveAccount } from './save-account';
import type { SignedIn } from './sign-in';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/**
 * Changes the password of who is signed in. A token alone is not enough: the current password is asked for, and
 * wrong ones count like failed sign-ins. It ends every sign-in of the account and gives a new one.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly accounts: SaveAccount,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(
    actor: Actor & { accountId: string },
    { current, next }: PasswordChange,
    address: string | null,
  ): Promise<(SignedIn & { version: number }) | Refused> {
    const { org, accountId } = actor;
    const account = await findAccount(this.database, org, accountId);
    if (!account?.value.active) return refuse('sign-in-failed');
    const { login } = account.value;
    const limits = attemptLimits(org, login, address);
    const tooMany = await this.database.transaction((tx) => countAttempt(tx, limits));
    if (tooMany) return tooMany;
    const credentials = await findCredentials(this.database, org, login);
    const matches = await this.passwords.matches(current, credentials?.passwordHash ?? null);
    if (isRefused(matches)) return matches;
    if (!matches || credentials?.id !== accountId) return refuse('sign-in-failed');
    await forgiveAttempt(this.database, limits);
    const hash = await this.passwords.hash(next);
    const saved = await this.database.transaction((tx) =>
      this.accounts.setPassword(tx, actor, accountId, [account.version], hash),
    );
    if (isRefused(saved)) return saved;
    const { version, value } = saved;
    const shown = publicAccount(accountId, value);
    return { ...(await this.tokens.issue({ org, ...shown }, version)), account: shown, version };
  }
}
