import { defaultOrganisation, type Account } from '@rejoin/contracts';
import { isRefused, refuse, type Instant, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { networkOf } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { isLogin, publicAccount } from '../domain/account';
import { limitsOfSignIn } from '../domain/attempt-limits';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { KnownDevices } from '../keys/known-devices';
import { PasswordHashes } from '../keys/password-hashes';
import { findCredentials } from '../store/accounts.store';
import { passwordsAreOn } from '../store/organisations.store';
import { ChangeSecondFactor } from './change-second-factor';
import { limitAttempts } from './limit-attempts';

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly account: Account;
  /** The token for the next sign-in from the same device; see {@link KnownDevices}. */
  readonly deviceToken?: string;
  /** Where the page goes after signing out, so that the identity provider ends its session too. */
  readonly signOutUrl?: string;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly deviceToken?: string | undefined;
  /** The code of the account's second factor. */
  readonly code?: string | undefined;
}

/**
 * Signs an account in. An unknown login, a wrong password and a deactivated account get the same refusal after the
 * same time. An account with a second factor needs a code, once its password was right. After too many failures,
 * attempts are refused without a check of the password: see {@link limitsOfSignIn}.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly tokens: AccessTokenIssuer,
    private readonly devices: KnownDevices,
    private readonly factors: ChangeSecondFactor,
  ) {}

  async run(credentials: Credentials, address: string | null): Promise<SignedIn | Refused> {
    const org = defaultOrganisation;
    if (!(await passwordsAreOn(this.database, org))) return refuse('passwords-off');
    const { login } = credentials;
    const device = await this.devices.find(credentials.deviceToken, org, login);
    const network = address === null ? null : networkOf(address);
    const limits = limitsOfSignIn({ org, login, network, device });
    return limitAttempts(this.database, limits, () => this.compare(org, credentials, device));
  }

  private async compare(
    org: string,
    { login, password, code }: Credentials,
    device: string | null,
  ): Promise<SignedIn | Refused> {
    const row = isLogin(login) ? await findCredentials(this.database, org, login) : undefined;
    const hash = row?.settings.active ? row.passwordHash : null;
    const matches = await this.passwords.matches(password, hash, device === null ? 'anybody' : 'known');
    if (isRefused(matches)) return matches;
    if (!row || !matches) return refuse('sign-in-failed');
    const denied = await this.factors.check({ org, accountId: row.id, device }, code);
    if (denied) return denied;
    const account = publicAccount(row.id, row.settings);
    const deviceToken = await this.devices.issue(org, login, device);
    return { ...(await this.tokens.issue({ org, ...account }, row.version)), account, deviceToken };
  }
}
