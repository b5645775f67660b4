import { configRoutes, type BodyOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param } from '@nestjs/common';
import { kinds } from '../domain/kinds';
import { findSettings } from '../store/settings.store';
import { AccessTokenIssuer } from '../use-cases/issue-access-token';
import { CurrentActor, type AccountActor } from './actor';
import { Serves } from './serves';

const route = configRoutes.widgets.try;

/** Tokens with which administrators open the try page of a widget. */
@Controller()
export class WidgetTriesHttp {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokenIssuer,
  ) {}

  @Serves(route)
  async begin(
    @CurrentActor() { org }: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(route.body)) _: BodyOf<typeof route>,
  ) {
    orProblem((await findSettings(this.database, kinds.widget, org, id)) ?? refuse('not-found'));
    return this.tokens.issueTry(id);
  }
}
