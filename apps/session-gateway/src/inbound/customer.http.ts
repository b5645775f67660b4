import { Claimed, customerHttp, defaultNotifications, PublicWidget, Reconnectable } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { ClientAddresses, orProblem, parseBody, Problem } from '@rejoin/service';
import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Options,
  Param,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { gatewayEnvironment } from '../gateway.environment';
import { SettingsStore } from '../store/settings.store';
import { ContinueConversation } from '../use-cases/continue-conversation';
import { RedeemLink, type Claimed as ClaimedSession } from '../use-cases/redeem-link';
import { mayEmbed, redirectOf, type TooLate } from '../use-cases/widget-rules';
import { FailedAttempts } from './failed-attempts';
import { WidgetPageGuard } from './widget-page.guard';

/** What a widget's page asks over HTTP: settings, and the ways back that need no live session. */
@Controller('v1/widgets/:widgetId')
@UseGuards(WidgetPageGuard)
export class CustomerHttp {
  private readonly endpoints = gatewayEnvironment().REJOIN_ENDPOINTS;

  constructor(
    private readonly settings: SettingsStore,
    private readonly links: RedeemLink,
    private readonly prompt: ContinueConversation,
    private readonly time: DatabaseTime,
    private readonly addresses: ClientAddresses,
    private readonly attempts: FailedAttempts,
  ) {}

  @Get()
  async widget(
    @Param('widgetId') widgetId: string,
    @Headers('origin') origin: string | undefined,
  ): Promise<PublicWidget> {
    const widget = await this.settings.widget(widgetId);
    if (!widget) throw new Problem('denied');
    if (!widget.active) throw new Problem('widget-inactive');
    if (!mayEmbed(widget, origin)) throw new Problem('origin-not-allowed');
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

  /** Opening a link changes nothing; this is sent after a person's act. */
  @Post('redeem')
  @HttpCode(200)
  async redeem(
    @Param('widgetId') widgetId: string,
    @Body() body: unknown,
    @Headers('origin') origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Claimed> {
    const { link, secret, token } = parseBody(customerHttp.redeem, body);
    const claimed = await this.links.execute({ widgetId, link, secret, token, origin });
    return this.claimed(this.judged(request, claimed));
  }

  @Post('reconnectable')
  @HttpCode(200)
  async reconnectable(
    @Param('widgetId') widgetId: string,
    @Body() body: unknown,
    @Headers('origin') origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Reconnectable> {
    const { token, connected = false } = parseBody(customerHttp.reconnectable, body);
    const listed = await this.prompt.list({ widgetId, token, origin, connected });
    return orProblem(this.judged(request, listed));
  }

  @Post('continue')
  @HttpCode(200)
  async continue(
    @Param('widgetId') widgetId: string,
    @Body() body: unknown,
    @Headers('origin') origin: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Claimed> {
    const { conversationId, secret, token } = parseBody(customerHttp.continue, body);
    const claimed = await this.prompt.continue({ widgetId, conversationId, secret, token, origin });
    return this.claimed(this.judged(request, claimed));
  }

  /** Cross-origin preflight: only pages of the widget's allowed origins may ask. */
  @Options(':verb')
  @HttpCode(204)
  @Header('Access-Control-Allow-Methods', 'GET, POST')
  @Header('Access-Control-Allow-Headers', 'content-type')
  @Header('Access-Control-Max-Age', '600')
  preflight(): void {
    // What else is to be said, the guard says.
  }

  private judged<Outcome>({ raw }: FastifyRequest, outcome: Outcome): Outcome | Refused {
    return this.attempts.judged(this.addresses.of(raw), outcome);
  }

  private claimed(outcome: ClaimedSession | Refused | TooLate): Claimed {
    if (isRefused(outcome)) {
      const { refused, retryAfterSeconds } = outcome;
      throw new Problem(refused, [], { redirectUrl: redirectOf(outcome) }, retryAfterSeconds);
    }
    const { conversationId, epoch } = outcome.session;
    return { conversationId, epoch, serverNow: this.time.now() };
  }
}
