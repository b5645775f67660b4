import { defaultOrganisation } from '@rejoin/contracts';
import { hashSecret, millis, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { networkOf } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { addressLimits } from '../domain/attempt-limits';
import { grantedScopes } from '../domain/service-account';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { findServiceCredentials, noteSecretUse } from '../store/service-accounts.store';
import { limitAttempts } from './limit-attempts';

export interface ServiceClient {
  readonly id: string;
  readonly secret: string;
  /** Scopes with spaces between them. Undefined requests all scopes of the service account. */
  readonly scope: string | undefined;
}

export interface ServiceToken {
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly scope: string;
}

/**
 * Issues a token to a service account for its secret. An unknown or inactive client and a wrong or expired secret all
 * get the refusal `sign-in-failed`. Secrets are random, so failures are limited by address only, and other people
 * cannot lock a client out. A scope that is not granted is `invalid`.
 */
@Injectable()
export class IssueServiceToken {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  run(client: ServiceClient, address: string): Promise<ServiceToken | Refused> {
    return limitAttempts(this.database, addressLimits(networkOf(address)), () => this.compare(client));
  }

  private async compare({ id, secret, scope }: ServiceClient): Promise<ServiceToken | Refused> {
    const org = defaultOrganisation;
    const account = await findServiceCredentials(this.database, org, id);
    const hash = Buffer.from(hashSecret(secret));
    const match = account?.secrets.find((one) => timingSafeEqual(hash, Buffer.from(one.hash)));
    if (!account || !match) return refuse('sign-in-failed');
    const scopes = grantedScopes(scope, account.scopes);
    if (!scopes) return refuse('invalid');
    await noteSecretUse(this.database, org, id, match.id);
    const principal = { org, accountId: id, agentId: null, displayName: account.name, roles: [], scopes };
    const issued = await this.tokens.issueService(principal, account.version, millis(match.expiresAt));
    return { ...issued, scope: scopes.join(' ') };
  }
}
