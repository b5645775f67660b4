import { configRoutes, type BodyOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { CurrentSignIn, orProblem, Problem, ZodPipe, type SignIn as OpenSignIn } from '@rejoin/service';
import { Body, Controller, Ip } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { findAccount } from '../store/accounts.store';
import { ChangePassword } from '../use-cases/change-password';
import { EndSignIn } from '../use-cases/end-sign-in';
import { MakeFirstAdministrator } from '../use-cases/make-first-administrator';
import { RenewSignIn } from '../use-cases/renew-sign-in';
import { SignIn, type SignedIn } from '../use-cases/sign-in';
import { shownAccount } from './accounts.http';
import { CurrentActor, type AccountActor } from './actor';
import { Serves } from './serves';

const routes = configRoutes.signIn;
type Routes = typeof routes;

/** Sign-ins with a password, the first administrator with a setup token, and the actions of a signed-in account. */
@Controller()
export class SignInHttp {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignIn,
    private readonly renewSignIn: RenewSignIn,
    private readonly endSignIn: EndSignIn,
    private readonly changePassword: ChangePassword,
    private readonly makeFirstAdministrator: MakeFirstAdministrator,
  ) {}

  @Serves(routes.signIn)
  async withPassword(
    @Ip() address: string,
    @Body(new ZodPipe(routes.signIn.body)) credentials: BodyOf<Routes['signIn']>,
  ): Promise<SignedIn> {
    return orProblem(await this.signIn.run(credentials, address));
  }

  @Serves(routes.firstAdministrator)
  async firstAdministrator(
    @Ip() address: string,
    @Body(new ZodPipe(routes.firstAdministrator.body)) request: BodyOf<Routes['firstAdministrator']>,
  ) {
    const outcome = await this.makeFirstAdministrator.run(request, address);
    if ('refused' in outcome && outcome.refused === 'denied') {
      const detail = 'The setup token is not known, used or too old, or there is an administrator already.';
      throw new Problem('denied', [], { detail });
    }
    return shownAccount(orProblem(outcome));
  }

  @Serves(routes.me)
  async me(@CurrentActor() { org, accountId }: AccountActor) {
    const row = await findAccount(this.database, org, accountId);
    const { id, version, value } = orProblem(row ?? refuse('not-found'));
    return { ...publicAccount(id, value), version };
  }

  @Serves(routes.renew)
  async renew(
    @CurrentActor() { org, accountId }: AccountActor,
    @CurrentSignIn() signIn: OpenSignIn,
  ): Promise<SignedIn> {
    return orProblem(await this.renewSignIn.run(org, { ...signIn, accountId }));
  }

  @Serves(routes.signOut)
  async signOut(
    @CurrentActor() { org, accountId }: AccountActor,
    @CurrentSignIn() { signInId }: OpenSignIn,
  ): Promise<object> {
    await this.database.transaction((tx) => this.endSignIn.run(tx, org, accountId, signInId));
    return {};
  }

  @Serves(routes.changePassword)
  async password(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.changePassword.body)) change: BodyOf<Routes['changePassword']>,
  ) {
    const { account, ...renewed } = orProblem(await this.changePassword.run(actor, change));
    return { ...account, ...renewed };
  }
}
