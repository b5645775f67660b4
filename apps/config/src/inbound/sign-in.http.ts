import { configRoutes } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, Problem, orProblem } from '@rejoin/service';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { publicAccount } from '../domain/account';
import { findAccount } from '../store/accounts.store';
import { ChangePassword } from '../use-cases/change-password';
import { EndSignIn } from '../use-cases/end-sign-in';
import { MakeFirstAdministrator } from '../use-cases/make-first-administrator';
import { RenewSignIn } from '../use-cases/renew-sign-in';
import { SignIn, type SignedIn } from '../use-cases/sign-in';
import { shownAccount } from './accounts.http';
import { actorOf } from './actor';
import { created, tagged } from './conditional';
import { parseInput } from './input';
import { Serves } from './serves';

const routes = configRoutes.signIn;

/** The ways in: with a password, with a setup token, and what is done with a sign-in afterwards. */
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
  async withPassword(@Req() request: FastifyRequest, @Body() body: unknown): Promise<SignedIn> {
    const credentials = parseInput(routes.signIn.body, body);
    return orProblem(await this.signIn.run(credentials, request.ip));
  }

  @Serves(routes.firstAdministrator)
  async firstAdministrator(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = parseInput(routes.firstAdministrator.body, body);
    const made = await this.makeFirstAdministrator.run(asked, request.ip);
    if ('refused' in made && made.refused === 'denied') {
      const detail = 'The setup token is not known, used or too old, or there is an administrator already.';
      throw new Problem('denied', [], { detail });
    }
    const saved = orProblem(made);
    return created(reply, `/v1/accounts/${saved.id}`, shownAccount(saved));
  }

  @Serves(routes.me)
  async me(@Req() { principal }: AuthorisedRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await findAccount(this.database, principal.org, principal.accountId);
    const { id, version, value } = orProblem(found ?? refuse('not-found'));
    return tagged(reply, { ...publicAccount(id, value), version });
  }

  @Serves(routes.renew)
  async renew(@Req() { principal, signIn }: AuthorisedRequest): Promise<SignedIn> {
    const { org, accountId } = principal;
    return orProblem(await this.renewSignIn.run(org, { ...signIn, accountId }));
  }

  @Serves(routes.signOut)
  async signOut(@Req() { principal, signIn }: AuthorisedRequest): Promise<object> {
    await this.endSignIn.run(principal.org, principal.accountId, signIn.signInId);
    return {};
  }

  @Serves(routes.changePassword)
  async password(@Req() request: AuthorisedRequest, @Body() body: unknown) {
    const change = parseInput(routes.changePassword.body, body);
    const { accountId } = request.principal;
    const changed = await this.changePassword.run({ ...actorOf(request), accountId }, change);
    const { account, ...renewed } = orProblem(changed);
    return { ...account, ...renewed };
  }
}
