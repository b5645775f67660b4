import { gatewayRoutes as routes, renewSignIn, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';
import { SignIns } from '../sockets/sign-ins';

/** Config verifies passwords one after another, and refuses a request before it would wait as long as this. */
const withinMs = 8_000;

/** Agents sign in at the gateway, where their desk's socket is. Config has the accounts. */
@Controller()
@UseGuards(DeskCors)
export class SignInHttp {
  constructor(
    private readonly bus: Bus,
    private readonly signIns: SignIns,
  ) {}

  @Serves(routes.signIn)
  async signIn(@Req() { ip }: FastifyRequest, @Body() body: unknown) {
    // The gateway adds the address itself, because failures are counted by it and a body could name another one.
    const question = { ...parseBody(routes.signIn.body, body), address: ip };
    return orProblem(await this.bus.ask(signIn, question, withinMs));
  }

  /** Returns a new token for a valid sign-in. */
  @Serves(routes.renew)
  async renew(@Req() { principal: { accountId }, signIn: current }: AuthorisedRequest) {
    const { accountVersion, signInId, startedAt } = current;
    return orProblem(await this.bus.ask(renewSignIn, { accountId, accountVersion, signInId, startedAt }));
  }

  /** Ends this sign-in and no other one of the account. The request can be repeated. */
  @Serves(routes.signOut, { allowEnded: true })
  async signOut(@Req() { signIn: current }: AuthorisedRequest): Promise<object> {
    await this.signIns.end(current);
    return {};
  }
}
