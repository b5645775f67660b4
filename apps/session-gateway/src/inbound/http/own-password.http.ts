import { changePassword, gatewayRoutes as routes } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Req, UseGuards } from '@nestjs/common';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';

/** Verifying and creating a password hash takes a moment, and other requests may come first. */
const withinMs = 8_000;

/** Agents and supervisors change their password at the gateway, where they signed in. Config stores it. */
@Controller()
@UseGuards(DeskCors)
export class OwnPasswordHttp {
  constructor(private readonly bus: Bus) {}

  /** Answers with a new sign-in. All earlier sign-ins are ended. */
  @Serves(routes.changePassword)
  async change(@Req() { principal, ip }: AuthorisedRequest, @Body() body: unknown) {
    const question = {
      ...parseBody(routes.changePassword.body, body),
      accountId: principal.accountId,
      address: ip,
    };
    return orProblem(await this.bus.ask(changePassword, question, withinMs));
  }
}
