import { defaultOrganisation, type SignInOptions } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { IdentityProviders } from '../outbound/identity-providers';
import { passwordsAreOn } from '../store/organisations.store';

/** Returns how people can sign in. Of a provider, strangers read the name that is on its button, and nothing else. */
@Injectable()
export class ReadSignInOptions {
  constructor(
    private readonly database: Database,
    private readonly providers: IdentityProviders,
  ) {}

  async run(): Promise<SignInOptions> {
    return {
      passwords: await passwordsAreOn(this.database, defaultOrganisation),
      providers: this.providers.all.map((provider) => ({
        providerId: provider.id,
        name: provider.name,
        startUrl: this.providers.startUrl(provider),
      })),
    };
  }
}
