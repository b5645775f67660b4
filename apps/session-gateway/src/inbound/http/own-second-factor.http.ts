import {
  gatewayRoutes as routes,
  ownSecondFactor,
  type BodyOf,
  type SecondFactor,
  type SecondFactorAct,
} from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { CurrentPrincipal, orProblem, ZodPipe, type Principal } from '@rejoin/service';
import { Body, Controller } from '@nestjs/common';
import { Serves } from './serves';

type Routes = typeof routes;

/** Verifying a password hash takes a moment, and other requests may come first. */
const withinMs = 8_000;

/** Agents and supervisors set up a second factor at the gateway, where they signed in. Config stores it. */
@Controller()
export class OwnSecondFactorHttp {
  constructor(private readonly bus: Bus) {}

  @Serves(routes.secondFactor)
  read(@CurrentPrincipal() principal: Principal): Promise<SecondFactor> {
    return this.askConfig(principal, { act: 'read' });
  }

  @Serves(routes.startSecondFactor)
  start(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.startSecondFactor.body)) body: BodyOf<Routes['startSecondFactor']>,
  ): Promise<SecondFactor> {
    return this.askConfig(principal, { act: 'start', ...body });
  }

  @Serves(routes.confirmSecondFactor)
  confirm(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.confirmSecondFactor.body)) body: BodyOf<Routes['confirmSecondFactor']>,
  ): Promise<SecondFactor> {
    return this.askConfig(principal, { act: 'confirm', ...body });
  }

  @Serves(routes.removeSecondFactor)
  remove(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.removeSecondFactor.body)) body: BodyOf<Routes['removeSecondFactor']>,
  ): Promise<SecondFactor> {
    return this.askConfig(principal, { act: 'remove', ...body });
  }

  private async askConfig({ accountId }: Principal, action: SecondFactorAct): Promise<SecondFactor> {
    return orProblem(await this.bus.ask(ownSecondFactor, { accountId, asked: action }, withinMs));
  }
}
