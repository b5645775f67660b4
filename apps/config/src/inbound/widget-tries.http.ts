import { configRoutes, gatewayRoutes, type BodyOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Inject, Param } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { kinds } from '../domain/kinds';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { findSettings } from '../store/settings.store';
import { CurrentActor, type AccountActor } from './actor';
import { Serves } from './serves';

const route = configRoutes.widgets.try;

/** Addresses at which administrators open the page of a widget that they try. */
@Controller()
export class WidgetTriesHttp {
  private readonly gateway: string | undefined;

  constructor(
    @Inject(configEnvironment) { REJOIN_ENDPOINTS: [gateway] }: ConfigEnvironment,
    private readonly database: Database,
    private readonly tokens: AccessTokenIssuer,
  ) {
    this.gateway = gateway;
  }

  @Serves(route)
  async begin(
    @CurrentActor() { org }: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(route.body)) _: BodyOf<typeof route>,
  ) {
    orProblem((await findSettings(this.database, kinds.widget, org, id)) ?? refuse('not-found'));
    const { token, expiresAt } = await this.tokens.issueTry(id);
    return { url: this.gateway === undefined ? null : addressAt(this.gateway, id, token), expiresAt };
  }
}

function addressAt(gateway: string, widgetId: string, token: string): string {
  const path = gatewayRoutes.tryWidget.path.replace(':widgetId', widgetId);
  return `${gateway.replace(/\/$/, '')}${path}?token=${token}`;
}
