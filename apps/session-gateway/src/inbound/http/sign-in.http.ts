import { gatewayRoutes as routes, renewSignIn, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';
import { SignIns } from '../sockets/sign-ins';

/** Passwords are compared in turn: config refuses before anybody has to wait as long as this. */
const withinMs = 8_000;

/** Agents sign in where their desk's socket is; config knows who they are. */
@Controller()
@UseGuards(DeskCors)
export class SignInHttp {
  constructor(
    private readonly bus: Bus,
    private readonly signIns: SignIns,
  ) {}

  @Serves(routes.signIn)
  async signIn(@Req() { ip }: FastifyRequest, @Body() body: unknown) {
    // The address is ours to tell: failures are counted by it, so a body must not name another.
    const question = { ...parseBody(routes.signIn.body, body), address: ip };
    return orProblem(await this.bus.ask(signIn, question, withinMs));
  }

  /** A fresh token for a sign-in that is in use. */
  @Serves(routes.renew)
  async renew(@Req() { principal: { accountId }, signIn: current }: AuthorisedRequest) {
    const { accountVersion, signInId, startedAt } = current;
    return orProblem(await this.bus.ask(renewSignIn, { accountId, accountVersion, signInId, startedAt }));
  }

  /** Ends this sign-in, and no other of the account. It may be asked again: an ended one is ended once more. */
  @Serves(routes.signOut, { evenEnded: true })
  async signOut(@Req() { signIn: current }: AuthorisedRequest): Promise<object> {
    await this.signIns.end(current);
    return {};
  }
}
