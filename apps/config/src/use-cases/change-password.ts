import { isRefused, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import type { Actor } from '../domain/audit';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { CheckOwnPassword } from './check-own-password';
import { HashNewPassword } from './hash-new-password';
import { SaveAccount } from './save-account';
import type { SignedIn } from './sign-in';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/**
 * Changes the password of the signed-in account, after {@link CheckOwnPassword} has checked the current one. It ends
 * every sign-in of the account and starts a new one.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly ownPassword: CheckOwnPassword,
    private readonly hashNewPassword: HashNewPassword,
    private readonly accounts: SaveAccount,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(
    actor: Actor & { accountId: string },
    { current, next }: PasswordChange,
  ): Promise<(SignedIn & { version: number }) | Refused> {
    const { org, accountId } = actor;
    const account = await this.ownPassword.run(org, accountId, current);
    if (isRefused(account)) return account;
    const hash = await this.hashNewPassword.run(org, next, account.value, '/next');
    if (isRefused(hash)) return hash;
    const saved = await this.database.transaction((tx) =>
      this.accounts.setPassword(tx, actor, accountId, [account.version], hash),
    );
    if (isRefused(saved)) return saved;
    const { version, value } = saved;
    const profile = publicAccount(accountId, value);
    return { ...(await this.tokens.issue({ org, ...profile }, version)), account: profile, version };
  }
}
