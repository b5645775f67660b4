import { defaultOrganisation as org } from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { networkOf, ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { addressLimits } from '../domain/attempt-limits';
import { readLogoutToken, type LoggedOut } from '../keys/logout-token';
import { IdentityProviders } from '../outbound/identity-providers';
import { ProviderUnavailable } from '../outbound/provider-requests';
import { findByIdentity } from '../store/accounts.store';
import { limitAttempts } from './limit-attempts';
import { SaveAccount } from './save-account';

/**
 * Ends all sign-ins of a person who has signed out at an identity provider, when the provider says so. A person without an
 * account has none, which is a success too. Wrong tokens count as failed attempts of their address.
 */
@Injectable()
export class SignOutByProvider {
  constructor(
    private readonly database: Database,
    private readonly providers: IdentityProviders,
    private readonly accounts: SaveAccount,
    private readonly time: DatabaseTime,
    private readonly log: ServiceLog,
  ) {}

  run(providerId: string, logoutToken: string, address: string): Promise<object | Refused> {
    return limitAttempts(this.database, addressLimits(networkOf(address)), async () => {
      const person = await this.personIn(providerId, logoutToken);
      if (isRefused(person)) return person;
      return this.database.transaction(async (tx) => {
        const account = await findByIdentity(tx, org, person.iss, person.sub);
        if (!account) return {};
        return this.accounts.endSignIns(tx, { org, as: 'provider', accountId: account.id }, account.id);
      });
    });
  }

  private async personIn(providerId: string, logoutToken: string): Promise<LoggedOut | Refused> {
    const provider = this.providers.find(providerId);
    if (!provider) return refuse('provider-refused');
    try {
      const { issuer, keys } = await this.providers.keysOf(provider);
      const now = new Date(this.time.millis());
      return await readLogoutToken(logoutToken, { issuer, audience: provider.clientId, keys, now });
    } catch (error) {
      const refused = error instanceof ProviderUnavailable ? 'provider-unavailable' : 'provider-refused';
      const { message: reason } = error as Error;
      this.log.warn({ provider: providerId, refused, reason }, 'a logout token was refused');
      return refuse(refused);
    }
  }
}
