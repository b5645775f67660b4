import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import type { SignIn as OpenSignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { findAccount } from '../store/accounts.store';
import { isEndedSignIn } from '../store/ended-sign-ins.store';
import { AccessTokenIssuer } from './issue-access-token';
import type { SignedIn } from './sign-in';

export interface Renewal extends Pick<OpenSignIn, 'accountVersion' | 'signInId' | 'startedAt'> {
  readonly accountId: string;
}

/** Gives a fresh token to who uses a sign-in: it is not idle. It ends no later for that than it would have. */
@Injectable()
export class RenewSignIn {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  async run(org: string, { accountId, accountVersion, ...renewed }: Renewal): Promise<SignedIn | Refused> {
    const found = await findAccount(this.database, org, accountId);
    const holds = found?.value.active && accountVersion >= found.signInsFrom;
    if (!holds || (await isEndedSignIn(this.database, renewed.signInId))) return refuse('sign-in-expired');
    const account = publicAccount(accountId, found.value);
    // The version that signed in stays: what is ended later is ended for this one too.
    return { ...(await this.tokens.issue({ org, ...account }, accountVersion, renewed)), account };
  }
}
