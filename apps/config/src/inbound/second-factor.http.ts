import { configRoutes, type BodyOf, type SecondFactor, type SecondFactorAct } from '@rejoin/contracts';
import { orProblem, ZodPipe } from '@rejoin/service';
import { Body, Controller } from '@nestjs/common';
import { ChangeSecondFactor } from '../use-cases/change-second-factor';
import { CurrentActor, type AccountActor } from './actor';
import { Serves } from './serves';

const routes = configRoutes.secondFactor;
type Routes = typeof routes;

/** The second factor of the signed-in account. */
@Controller()
export class SecondFactorHttp {
  constructor(private readonly factors: ChangeSecondFactor) {}

  @Serves(routes.read)
  read(@CurrentActor() actor: AccountActor): Promise<SecondFactor> {
    return this.run(actor, { act: 'read' });
  }

  @Serves(routes.start)
  start(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.start.body)) body: BodyOf<Routes['start']>,
  ): Promise<SecondFactor> {
    return this.run(actor, { act: 'start', ...body });
  }

  @Serves(routes.confirm)
  confirm(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.confirm.body)) body: BodyOf<Routes['confirm']>,
  ): Promise<SecondFactor> {
    return this.run(actor, { act: 'confirm', ...body });
  }

  @Serves(routes.remove)
  remove(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.remove.body)) body: BodyOf<Routes['remove']>,
  ): Promise<SecondFactor> {
    return this.run(actor, { act: 'remove', ...body });
  }

  private async run(actor: AccountActor, action: SecondFactorAct): Promise<SecondFactor> {
    return orProblem(await this.factors.run(actor, action));
  }
}
