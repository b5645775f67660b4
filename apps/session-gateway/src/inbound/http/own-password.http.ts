import { changePassword, gatewayRoutes as routes } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Req, UseGuards } from '@nestjs/common';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';

/** Comparing and making a password's hash takes its time, and there may be a queue. */
const withinMs = 8_000;

/** Agents and supervisors change their password where they signed in; config keeps it. */
@Controller()
@UseGuards(DeskCors)
export class OwnPasswordHttp {
  constructor(private readonly bus: Bus) {}

  /** Answers with a new sign-in: all that there were are ended. */
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
