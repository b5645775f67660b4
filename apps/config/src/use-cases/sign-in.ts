import type { Account } from '@rejoin/contracts';
import { isRefused, refuse, type Instant, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { isLogin, publicAccount } from '../domain/account';
import { attemptLimits } from '../domain/attempt-limits';
import { defaultOrganisation } from '../domain/organisation';
import { findCredentials } from '../store/accounts.store';
import { countAttempt, forgiveAttempt } from '../store/sign-in-attempts.store';
import { PasswordHashes } from './hash-password';
import { AccessTokenIssuer } from './issue-access-token';

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly account: Account;
}

/**
 * Signs an account in. Unknown login, wrong password and deactivated account are one refusal that costs the
 * same time. Failures are counted by login and by address; too many of either are refused unseen.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(login: string, password: string, address: string | null): Promise<SignedIn | Refused> {
    const org = defaultOrganisation;
    const limits = attemptLimits(org, login, address);
    const tooMany = await this.database.transaction((tx) => countAttempt(tx, limits));
    if (tooMany) return tooMany;
    const found = isLogin(login) ? await findCredentials(this.database, org, login) : undefined;
    const hash = found?.settings.active ? found.passwordHash : null;
    const matches = await this.passwords.matches(password, hash);
    if (isRefused(matches)) return matches;
    if (!found || !matches) return refuse('sign-in-failed');
    await forgiveAttempt(this.database, limits);
    const account = publicAccount(found.id, found.settings);
    return { ...(await this.tokens.issue({ org, ...account }, found.version)), account };
  }
}
