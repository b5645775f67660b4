import {
  gatewayRoutes as routes,
  ownSecondFactor,
  type SecondFactor,
  type SecondFactorAct,
} from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Req, UseGuards } from '@nestjs/common';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';

/** Verifying a password hash takes a moment, and other requests may come first. */
const withinMs = 8_000;

/** Agents and supervisors set up a second factor at the gateway, where they signed in. Config stores it. */
@Controller()
@UseGuards(DeskCors)
export class OwnSecondFactorHttp {
  constructor(private readonly bus: Bus) {}

  @Serves(routes.secondFactor)
  read(@Req() request: AuthorisedRequest): Promise<SecondFactor> {
    return this.askConfig(request, { act: 'read' });
  }

  @Serves(routes.startSecondFactor)
  start(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.askConfig(request, { act: 'start', ...parseBody(routes.startSecondFactor.body, body) });
  }

  @Serves(routes.confirmSecondFactor)
  confirm(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.askConfig(request, { act: 'confirm', ...parseBody(routes.confirmSecondFactor.body, body) });
  }

  @Serves(routes.removeSecondFactor)
  remove(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.askConfig(request, { act: 'remove', ...parseBody(routes.removeSecondFactor.body, body) });
  }

  private async askConfig({ principal }: AuthorisedRequest, action: SecondFactorAct): Promise<SecondFactor> {
    const { accountId } = principal;
    return orProblem(await this.bus.ask(ownSecondFactor, { accountId, asked: action }, withinMs));
  }
}
