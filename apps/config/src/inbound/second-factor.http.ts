import { configRoutes, type SecondFactor, type SecondFactorAct } from '@rejoin/contracts';
import { type AuthorisedRequest, orProblem } from '@rejoin/service';
import { Body, Controller, Req } from '@nestjs/common';
import { SecondFactors } from '../use-cases/second-factors';
import { actorOf } from './actor';
import { parseInput } from './input';
import { Serves } from './serves';

const routes = configRoutes.secondFactor;

/** The second factor of who is signed in. */
@Controller()
export class SecondFactorHttp {
  constructor(private readonly factors: SecondFactors) {}

  @Serves(routes.read)
  read(@Req() request: AuthorisedRequest): Promise<SecondFactor> {
    return this.run(request, { act: 'read' });
  }

  @Serves(routes.start)
  start(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.run(request, { act: 'start', ...parseInput(routes.start.body, body) });
  }

  @Serves(routes.confirm)
  confirm(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.run(request, { act: 'confirm', ...parseInput(routes.confirm.body, body) });
  }

  @Serves(routes.remove)
  remove(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<SecondFactor> {
    return this.run(request, { act: 'remove', ...parseInput(routes.remove.body, body) });
  }

  private async run(request: AuthorisedRequest, asked: SecondFactorAct): Promise<SecondFactor> {
    const { accountId } = request.principal;
    return orProblem(await this.factors.run({ ...actorOf(request), accountId }, asked));
  }
}
