import {
  gatewayRoutes as routes,
  Id,
  type AgentLoads,
  type BodyOf,
  type DayFigures,
  type OpenWindows,
  type QueryOf,
  type Queues,
  type RevokedLinks,
} from '@rejoin/contracts';
import { CurrentPrincipal, IdPipe, orProblem, ZodPipe, type Principal } from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { parseWindowCursor } from '../../domain/window-cursor';
import { ReadDayFigures } from '../../use-cases/read-day-figures';
import { ReadOverview } from '../../use-cases/read-overview';
import { RevokeLinks } from '../../use-cases/revoke-links';
import { ServeConversation } from '../../use-cases/serve-conversation';
import { Serves } from './serves';

type Routes = typeof routes;

const AgentCursor = new ZodPipe(z.object({ cursor: Id }));
/** A value that cannot be an id is refused like the id of an unknown conversation. */
const conversationId = new IdPipe('not-your-conversation');

/**
 * The HTTP routes of the supervisor's page: the overview, the daily report, and actions on a window without a desk.
 */
@Controller()
export class SupervisorHttp {
  constructor(
    private readonly overview: ReadOverview,
    private readonly days: ReadDayFigures,
    private readonly serves: ServeConversation,
    private readonly links: RevokeLinks,
  ) {}

  @Serves(routes.windows)
  async windows(
    @CurrentPrincipal() { org, accountId }: Principal,
    @Query(new ZodPipe(routes.windows.query)) query: QueryOf<Routes['windows']>,
  ): Promise<OpenWindows> {
    const { workstreamId = null, after, cursor = after, limit } = query;
    const position = cursor === undefined ? null : orProblem(parseWindowCursor(cursor));
    return orProblem(await this.overview.windows({ org, accountId, workstreamId, after: position, limit }));
  }

  @Serves(routes.queues)
  async queues(): Promise<Queues> {
    return orProblem(await this.overview.queues());
  }

  @Serves(routes.agents)
  async agents(
    @CurrentPrincipal() { org, accountId }: Principal,
    @Query(new ZodPipe(routes.agents.query)) query: QueryOf<Routes['agents']>,
  ): Promise<AgentLoads> {
    const { workstreamId = null, after, cursor = after, presence = null, search = '', ...page } = query;
    const afterId = cursor === undefined ? null : AgentCursor.transform({ cursor }).cursor;
    const filter = { org, accountId, workstreamId, after: afterId, presence, search: search.trim(), ...page };
    return orProblem(await this.overview.agents(filter));
  }

  @Serves(routes.figures)
  async figures(
    @Param('workstreamId', new IdPipe()) workstreamId: string,
    @Query(new ZodPipe(routes.figures.query)) { day }: QueryOf<Routes['figures']>,
  ): Promise<DayFigures> {
    return orProblem(await this.days.run(workstreamId, day));
  }

  @Serves(routes.extendTime)
  async extend(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.extendTime.body)) { requestId }: BodyOf<Routes['extendTime']>,
  ): Promise<object> {
    const action = { type: 'extend', conversationId: id, requestId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Serves(routes.giveUp)
  async giveUp(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.giveUp.body)) _: BodyOf<Routes['giveUp']>,
  ): Promise<object> {
    const action = { type: 'give-up', conversationId: id, requestId: '' } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }

  @Serves(routes.revokeLinks)
  async revokeLinks(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.revokeLinks.body)) _: BodyOf<Routes['revokeLinks']>,
  ): Promise<RevokedLinks> {
    return orProblem(await this.links.run(principal, id));
  }

  @Serves(routes.transfer)
  async transfer(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.transfer.body)) { toAgentId }: BodyOf<Routes['transfer']>,
  ): Promise<object> {
    const action = { type: 'transfer', conversationId: id, requestId: '', toAgentId } as const;
    return orProblem(await this.serves.supervise(principal, action));
  }
}
