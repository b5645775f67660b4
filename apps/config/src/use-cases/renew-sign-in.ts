import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import type { SignIn as OpenSignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { findAccount } from '../store/accounts.store';
import { isEndedSignIn } from '../store/ended-sign-ins.store';
import type { SignedIn } from './sign-in';

export interface Renewal extends Pick<OpenSignIn, 'accountVersion' | 'signInId' | 'startedAt'> {
  readonly accountId: string;
}

/**
 * Issues a new token for a sign-in that is in use, so that it does not count as idle. The end of the sign-in stays
 * the same.
 */
@Injectable()
export class RenewSignIn {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(org: string, { accountId, accountVersion, ...renewed }: Renewal): Promise<SignedIn | Refused> {
    const row = await findAccount(this.database, org, accountId);
    const holds = row?.value.active && accountVersion >= row.signInsFrom;
    if (!holds || (await isEndedSignIn(this.database, renewed.signInId))) return refuse('sign-in-expired');
    const account = publicAccount(accountId, row.value);
    // The account version of the sign-in stays, so that ending earlier sign-ins ends this one too.
    return { ...(await this.tokens.issue({ org, ...account }, accountVersion, renewed)), account };
  }
}
