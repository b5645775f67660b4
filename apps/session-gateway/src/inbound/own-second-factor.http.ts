import {
  ownSecondFactor,
  secondFactorHttp,
  type SecondFactor,
  type SecondFactorAct,
} from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody, RequireRole, RequireRoleGuard, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { CurrentSignInGuard } from './current-sign-in.guard';
import { DeskPageGuard } from './desk-page.guard';

/** Comparing a password's hash takes its time, and there may be a queue. */
const withinMs = 8_000;

/** Agents and supervisors set up a second factor where they signed in; config keeps it. */
@Controller('v1/me/second-factor')
@UseGuards(DeskPageGuard, RequireRoleGuard, CurrentSignInGuard)
@RequireRole('agent', 'supervisor', 'administrator')
export class OwnSecondFactorHttp {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  read(@Req() request: AuthorisedRequest): Promise<SecondFactor> {
    return this.done(request, { act: 'read' });
  }

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  start(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.done(request, { act: 'start', ...parseBody(secondFactorHttp.start, body) });
  }

  @Post('confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  confirm(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.done(request, { act: 'confirm', ...parseBody(secondFactorHttp.confirm, body) });
  }

  @Post('remove')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  remove(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.done(request, { act: 'remove', ...parseBody(secondFactorHttp.remove, body) });
  }

  private async done({ principal }: AuthorisedRequest, asked: SecondFactorAct): Promise<SecondFactor> {
    const { accountId } = principal;
    return orProblem(await this.bus.ask(ownSecondFactor, { accountId, asked }, withinMs));
  }
}
