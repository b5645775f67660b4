import { changePassword, gatewayRoutes as routes, type BodyOf } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { CurrentPrincipal, orProblem, ZodPipe, type Principal } from '@rejoin/service';
import { Body, Controller, Ip } from '@nestjs/common';
import { Serves } from './serves';

/** Verifying and creating a password hash takes a moment, and other requests may come first. */
const withinMs = 8_000;

/** Agents and supervisors change their password at the gateway, where they signed in. Config stores it. */
@Controller()
export class OwnPasswordHttp {
  constructor(private readonly bus: Bus) {}

  /** Answers with a new sign-in. All earlier sign-ins are ended. */
  @Serves(routes.changePassword)
  async change(
    @CurrentPrincipal() { accountId }: Principal,
    @Ip() address: string,
    @Body(new ZodPipe(routes.changePassword.body)) change: BodyOf<typeof routes.changePassword>,
  ) {
    return orProblem(await this.bus.ask(changePassword, { ...change, accountId, address }, withinMs));
  }
}
