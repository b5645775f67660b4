import {
  defaultNotifications,
  gatewayRoutes as routes,
  type BodyOf,
  type Claimed,
  type PublicWidget,
  type Reconnectable,
} from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { ClientAddresses, IdPipe, orProblem, Problem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Inject, Options, Param, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';
import { SettingsStore } from '../../store/settings.store';
import { ContinueConversation } from '../../use-cases/continue-conversation';
import { RedeemLink, type ClaimResult as ClaimedSession } from '../../use-cases/redeem-link';
import { mayEmbed, redirectOf, type LateRefusal } from '../../use-cases/widget-rules';
import { AnswersPreflight } from './cors';
import { FailedAttempts } from './failed-attempts';
import { FromPage, PageOrigins } from './page-origins';
import { Serves } from './serves';
import { WidgetCors } from './widget-cors.interceptor';

type Routes = typeof routes;
/** A value that cannot be an id is refused like the id of an unknown widget. */
const widgetIds = new IdPipe('denied');

/** The HTTP routes of a widget's page: the settings, and returns that need no live session. */
@Controller()
@UseInterceptors(WidgetCors)
export class CustomerHttp {
  private readonly endpoints: string[];

  constructor(
    @Inject(gatewayEnvironment) { REJOIN_ENDPOINTS }: GatewayEnvironment,
    private readonly settings: SettingsStore,
    private readonly links: RedeemLink,
    private readonly prompt: ContinueConversation,
    private readonly time: DatabaseTime,
    private readonly addresses: ClientAddresses,
    private readonly attempts: FailedAttempts,
  ) {
    this.endpoints = REJOIN_ENDPOINTS;
  }

  @Serves(routes.widget)
  async widget(
    @Param('widgetId', widgetIds) widgetId: string,
    @FromPage(PageOrigins) origin: string | undefined,
  ): Promise<PublicWidget> {
    const widget = await this.settings.widget(widgetId);
    if (!widget) throw new Problem('denied');
    if (!widget.active) throw new Problem('widget-inactive');
    if (!mayEmbed(widget, widgetId, origin)) throw new Problem('origin-not-allowed');
    const { locale, askName, notifications = defaultNotifications, reconnect, authentication } = widget;
    return {
      widgetId,
      locale,
      askName,
      notifications,
      reconnect: { enabled: reconnect.enabled, timeLimitSeconds: reconnect.timeLimitSeconds },
      signInRequired: authentication.required,
      endpoints: this.endpoints,
    };
  }

  /** Opening a link changes nothing. The page sends this request after the user has confirmed it. */
  @Serves(routes.redeem)
  async redeem(
    @Param('widgetId', widgetIds) widgetId: string,
    @Body(new ZodPipe(routes.redeem.body)) { link, secret, token }: BodyOf<Routes['redeem']>,
    @FromPage(PageOrigins) origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Claimed> {
    const result = await this.links.run({ widgetId, link, secret, token, origin });
    return this.claimReply(this.countFailure(request, result));
  }

  @Serves(routes.reconnectable)
  async reconnectable(
    @Param('widgetId', widgetIds) widgetId: string,
    @Body(new ZodPipe(routes.reconnectable.body))
    { token, connected = false }: BodyOf<Routes['reconnectable']>,
    @FromPage(PageOrigins) origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Reconnectable> {
    const result = await this.prompt.list({ widgetId, token, origin, connected });
    return orProblem(this.countFailure(request, result));
  }

  @Serves(routes.continue)
  async continue(
    @Param('widgetId', widgetIds) widgetId: string,
    @Body(new ZodPipe(routes.continue.body)) { conversationId, secret, token }: BodyOf<Routes['continue']>,
    @FromPage(PageOrigins) origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Claimed> {
    const result = await this.prompt.continue({ widgetId, conversationId, secret, token, origin });
    return this.claimReply(this.countFailure(request, result));
  }

  /** Answers the CORS preflight. Only pages of the widget's allowed origins may send requests. */
  @Options('v1/widgets/:widgetId/:verb')
  @AnswersPreflight('content-type')
  preflight(@Param('widgetId', widgetIds) _: string): void {
    // {@link WidgetCors} sets the remaining headers.
  }

  private countFailure<Outcome>({ raw }: FastifyRequest, outcome: Outcome): Outcome | Refused {
    return this.attempts.countFailure(this.addresses.of(raw), outcome);
  }

  private claimReply(outcome: ClaimedSession | Refused | LateRefusal): Claimed {
    if (isRefused(outcome)) {
      const { refused, retryAfterSeconds } = outcome;
      throw new Problem(refused, [], { redirectUrl: redirectOf(outcome) }, retryAfterSeconds);
    }
    const { conversationId, epoch } = outcome.session;
    return { conversationId, epoch, serverNow: this.time.now() };
  }
}
