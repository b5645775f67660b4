import { Problem, type AuthorisedRequest, type SignIn } from '@rejoin/service';
import { Database } from '@rejoin/persistence';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { findAccount } from '../store/accounts.store';
import { isEndedSignIn } from '../store/ended-sign-ins.store';
import { findServiceAccount } from '../store/service-accounts.store';

/**
 * Checks the current account behind a token. A sign-in lasts up to 12 hours and the token of a service account 15
 * minutes, but the account may change earlier. Config stores accounts, so it refuses the sign-in of an account that
 * was deactivated, lost a role of its token or got another password, and a sign-in that was ended. The guard runs
 * after the guard that reads the token.
 */
@Injectable()
export class CurrentAccountGuard implements CanActivate {
  constructor(private readonly database: Database) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal, signIn } = context.switchToHttp().getRequest<AuthorisedRequest>();
    if (principal.scopes) return this.isCurrentService(principal.org, signIn);
    const account = await findAccount(this.database, principal.org, principal.accountId);
    const roles = account?.value.active ? account.value.roles : [];
    if (principal.roles.some((role) => !roles.includes(role))) throw new Problem('unauthenticated');
    if (account && signIn.accountVersion < account.signInsFrom) throw new Problem('sign-in-expired');
    if (await isEndedSignIn(this.database, signIn.signInId)) throw new Problem('sign-in-expired');
    return true;
  }

  private async isCurrentService(org: string, { principal, accountVersion }: SignIn): Promise<boolean> {
    const account = await findServiceAccount(this.database, org, principal.accountId);
    if (!account?.value.active) throw new Problem('unauthenticated');
    if (accountVersion < account.signInsFrom) throw new Problem('sign-in-expired');
    return true;
  }
}
