import {
  Id,
  supervisorHttp,
  type AgentLoads,
  type DayFigures,
  type OpenWindows,
  type Queues,
} from '@rejoin/contracts';
import {
  AllowScope,
  orProblem,
  parseBody,
  Problem,
  RequireRole,
  RequireRoleGuard,
  type AuthorisedRequest,
} from '@rejoin/service';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { placeOf } from '../domain/place';
import { ReadDayFigures } from '../use-cases/read-day-figures';
import { ReadOverview } from '../use-cases/read-overview';
import { ServeConversation } from '../use-cases/serve-conversation';
import { CurrentSignInGuard } from './current-sign-in.guard';
import { DeskPageGuard } from './desk-page.guard';

const AgentPlace = z.object({ cursor: Id });

/** The supervisor's page: what runs now, how a day went, and the rescue of a window without a desk. */
@Controller('v1/supervisor')
@UseGuards(DeskPageGuard, RequireRoleGuard, CurrentSignInGuard)
@RequireRole('supervisor', 'administrator')
export class SupervisorHttp {
  constructor(
    private readonly overview: ReadOverview,
    private readonly days: ReadDayFigures,
    private readonly serves: ServeConversation,
  ) {}

  @Get('windows')
  @AllowScope('windows:read')
  @Header('Cache-Control', 'no-store')
  async windows(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<OpenWindows> {
    const { workstreamId = null, after, cursor = after, limit } = parseBody(supervisorHttp.windows, query);
    const { org, accountId } = principal;
    const place = cursor === undefined ? null : orProblem(placeOf(cursor));
    return orProblem(await this.overview.windows({ org, accountId, workstreamId, after: place, limit }));
  }

  @Get('queues')
  @AllowScope('windows:read')
  @Header('Cache-Control', 'no-store')
  async queues(): Promise<Queues> {
    return orProblem(await this.overview.queues());
  }

  @Get('agents')
  @AllowScope('windows:read')
  @Header('Cache-Control', 'no-store')
  async agents(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<AgentLoads> {
    const {
      workstreamId = null,
      after,
      cursor = after,
      presence = null,
      search = '',
      ...asked
    } = parseBody(supervisorHttp.agents, query);
    const place = cursor === undefined ? null : parseBody(AgentPlace, { cursor }).cursor;
    const { org, accountId } = principal;
    const which = { org, accountId, workstreamId, after: place, presence, search: search.trim(), ...asked };
    return orProblem(await this.overview.agents(which));
  }

  @Get('workstreams/:workstreamId/figures')
  @AllowScope('figures:read')
  @Header('Cache-Control', 'no-store')
  async figures(@Param('workstreamId') workstreamId: string, @Query() query: unknown): Promise<DayFigures> {
    const { day } = parseBody(supervisorHttp.figures, query);
    if (!Id.safeParse(workstreamId).success) throw new Problem('not-found');
    return orProblem(await this.days.run(workstreamId, day));
  }

  @Post('conversations/:conversationId/extend')
  @HttpCode(200)
  async extend(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    const { requestId } = parseBody(supervisorHttp.extend, body);
    const action = { type: 'extend', conversationId: idOf(id), requestId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Post('conversations/:conversationId/give-up')
  @HttpCode(200)
  async giveUp(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    parseBody(supervisorHttp.giveUp, body);
    const action = { type: 'give-up', conversationId: idOf(id), requestId: '' } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Post('conversations/:conversationId/transfer')
  @HttpCode(200)
  async transfer(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    const { toAgentId } = parseBody(supervisorHttp.transfer, body);
    const action = { type: 'transfer', conversationId: idOf(id), requestId: '', toAgentId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }
}

/** What is no id is the id of nothing. */
function idOf(value: string): string {
  if (!Id.safeParse(value).success) throw new Problem('not-your-conversation');
  return value;
}
