import {
  gatewayRoutes as routes,
  Id,
  type AgentLoads,
  type DayFigures,
  type OpenWindows,
  type Queues,
} from '@rejoin/contracts';
import { orProblem, parseBody, Problem, type AuthorisedRequest } from '@rejoin/service';
import { Body, Controller, Param, Query, Req, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { parseWindowCursor } from '../../domain/window-cursor';
import { ReadDayFigures } from '../../use-cases/read-day-figures';
import { ReadOverview } from '../../use-cases/read-overview';
import { ServeConversation } from '../../use-cases/serve-conversation';
import { DeskCors } from './desk.cors';
import { Serves } from './serves';

const AgentPlace = z.object({ cursor: Id });

/**
 * The HTTP routes of the supervisor's page: the overview, the daily report, and actions on a window without a desk.
 */
@Controller()
@UseGuards(DeskCors)
export class SupervisorHttp {
  constructor(
    private readonly overview: ReadOverview,
    private readonly days: ReadDayFigures,
    private readonly serves: ServeConversation,
  ) {}

  @Serves(routes.windows)
  async windows(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<OpenWindows> {
    const { workstreamId = null, after, cursor = after, limit } = parseBody(routes.windows.query, query);
    const { org, accountId } = principal;
    const cursorValue = cursor === undefined ? null : orProblem(parseWindowCursor(cursor));
    return orProblem(
      await this.overview.windows({ org, accountId, workstreamId, after: cursorValue, limit }),
    );
  }

  @Serves(routes.queues)
  async queues(): Promise<Queues> {
    return orProblem(await this.overview.queues());
  }

  @Serves(routes.agents)
  async agents(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<AgentLoads> {
    const {
      workstreamId = null,
      after,
      cursor = after,
      presence = null,
      search = '',
      ...page
    } = parseBody(routes.agents.query, query);
    const cursorValue = cursor === undefined ? null : parseBody(AgentPlace, { cursor }).cursor;
    const { org, accountId } = principal;
    const filter = {
      org,
      accountId,
      workstreamId,
      after: cursorValue,
      presence,
      search: search.trim(),
      ...page,
    };
    return orProblem(await this.overview.agents(filter));
  }

  @Serves(routes.figures)
  async figures(@Param('workstreamId') workstreamId: string, @Query() query: unknown): Promise<DayFigures> {
    const { day } = parseBody(routes.figures.query, query);
    if (!Id.safeParse(workstreamId).success) throw new Problem('not-found');
    return orProblem(await this.days.run(workstreamId, day));
  }

  @Serves(routes.extendTime)
  async extend(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    const { requestId } = parseBody(routes.extendTime.body, body);
    const action = { type: 'extend', conversationId: idOf(id), requestId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Serves(routes.giveUp)
  async giveUp(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    parseBody(routes.giveUp.body, body);
    const action = { type: 'give-up', conversationId: idOf(id), requestId: '' } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Serves(routes.transfer)
  async transfer(
    @Param('conversationId') id: string,
    @Body() body: unknown,
    @Req() { principal }: AuthorisedRequest,
  ): Promise<object> {
    const { toAgentId } = parseBody(routes.transfer.body, body);
    const action = { type: 'transfer', conversationId: idOf(id), requestId: '', toAgentId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }
}

/** Refuses a value that cannot be an id, like the id of an unknown conversation. */
function idOf(value: string): string {
  if (!Id.safeParse(value).success) throw new Problem('not-your-conversation');
  return value;
}
