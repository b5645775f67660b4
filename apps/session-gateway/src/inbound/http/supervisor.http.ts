import {
  gatewayRoutes as routes,
  Id,
  type AgentLoads,
  type Alerts,
  type BodyOf,
  type DayFigures,
  type Monitored,
  type OngoingConversations,
  type OpenWindows,
  type QueryOf,
  type Queues,
  type Report,
  type RevokedLinks,
  type StoredThresholds,
} from '@rejoin/contracts';
import { DatabaseTime } from '@rejoin/persistence';
import { CurrentPrincipal, IdPipe, orProblem, ZodPipe, type Principal } from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { windowCursor } from '../../domain/cursor';
import { AlertsStore } from '../../store/alerts.store';
import { ReadDayFigures } from '../../use-cases/read-day-figures';
import { ReadOverview } from '../../use-cases/read-overview';
import { ReadOngoing } from '../../use-cases/read-ongoing';
import { ReadReport } from '../../use-cases/read-report';
import { SetThresholds } from '../../use-cases/set-thresholds';
import { Supervise } from '../../use-cases/supervise';
import { Serves } from './serves';

type Routes = typeof routes;

const AgentCursor = new ZodPipe(z.object({ cursor: Id }));
/** A value that cannot be an id is refused like the id of an unknown conversation. */
const conversationId = new IdPipe('not-your-conversation');
const agentId = new IdPipe('agent-unavailable');

/**
 * The HTTP routes of the supervisor's page: the overview, the ongoing conversations, the reports, and actions
 * without a desk.
 */
@Controller()
export class SupervisorHttp {
  constructor(
    private readonly overview: ReadOverview,
    private readonly days: ReadDayFigures,
    private readonly supervision: Supervise,
    private readonly ongoing: ReadOngoing,
    private readonly reports: ReadReport,
    private readonly alertsNow: AlertsStore,
    private readonly thresholds: SetThresholds,
    private readonly time: DatabaseTime,
  ) {}

  @Serves(routes.windows)
  async windows(
    @CurrentPrincipal() { org, accountId }: Principal,
    @Query(new ZodPipe(routes.windows.query)) query: QueryOf<Routes['windows']>,
  ): Promise<OpenWindows> {
    const { workstreamId = null, after, cursor = after, limit } = query;
    const position = cursor === undefined ? null : orProblem(windowCursor.parse(cursor));
    return orProblem(
      await this.overview.listWindows({ org, accountId, workstreamId, after: position, limit }),
    );
  }

  @Serves(routes.ongoing)
  async conversations(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.ongoing.body)) body: BodyOf<Routes['ongoing']>,
  ): Promise<OngoingConversations> {
    return orProblem(await this.ongoing.list(principal, body));
  }

  @Serves(routes.monitor)
  async monitor(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', new IdPipe()) id: string,
    @Query(new ZodPipe(routes.monitor.query)) { after }: QueryOf<Routes['monitor']>,
  ): Promise<Monitored> {
    return orProblem(await this.ongoing.monitor(principal, id, after));
  }

  @Serves(routes.queues)
  async queues(): Promise<Queues> {
    return orProblem(await this.overview.listQueues());
  }

  @Serves(routes.agents)
  async agents(
    @CurrentPrincipal() { org, accountId }: Principal,
    @Query(new ZodPipe(routes.agents.query)) query: QueryOf<Routes['agents']>,
  ): Promise<AgentLoads> {
    const { workstreamId = null, after, cursor = after, presence = null, search = '', ...page } = query;
    const afterId = cursor === undefined ? null : AgentCursor.transform({ cursor }).cursor;
    const filter = { org, accountId, workstreamId, after: afterId, presence, search: search.trim(), ...page };
    return orProblem(await this.overview.listAgents(filter));
  }

  @Serves(routes.figures)
  async figures(
    @Param('workstreamId', new IdPipe()) workstreamId: string,
    @Query(new ZodPipe(routes.figures.query)) { day }: QueryOf<Routes['figures']>,
  ): Promise<DayFigures> {
    return orProblem(await this.days.run(workstreamId, day));
  }

  @Serves(routes.report)
  async report(
    @CurrentPrincipal() { org }: Principal,
    @Query(new ZodPipe(routes.report.query)) query: QueryOf<Routes['report']>,
  ): Promise<Report> {
    return orProblem(await this.reports.run(org, query));
  }

  @Serves(routes.alerts)
  async alerts(@CurrentPrincipal() { org }: Principal): Promise<Alerts> {
    return { alerts: await this.alertsNow.list(org), serverNow: this.time.now() };
  }

  @Serves(routes.alertThresholds)
  async readThresholds(@Param('workstreamId', new IdPipe()) workstreamId: string): Promise<StoredThresholds> {
    return orProblem(await this.thresholds.read(workstreamId));
  }

  @Serves(routes.setAlertThresholds)
  async setThresholds(
    @CurrentPrincipal() principal: Principal,
    @Param('workstreamId', new IdPipe()) workstreamId: string,
    @Body(new ZodPipe(routes.setAlertThresholds.body)) body: BodyOf<Routes['setAlertThresholds']>,
  ): Promise<StoredThresholds> {
    return orProblem(await this.thresholds.run(principal, { workstreamId, ...body }));
  }

  @Serves(routes.extendTime)
  async extend(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.extendTime.body)) { requestId }: BodyOf<Routes['extendTime']>,
  ): Promise<object> {
    const action = { type: 'extend', conversationId: id, requestId } as const;
    return orProblem(await this.supervision.run(principal, action));
  }

  @Serves(routes.giveUp)
  async giveUp(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.giveUp.body)) _: BodyOf<Routes['giveUp']>,
  ): Promise<object> {
    const action = { type: 'give-up', conversationId: id, requestId: '' } as const;
    return orProblem(await this.supervision.run(principal, action));
  }

  @Serves(routes.revokeLinks)
  async revokeLinks(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.revokeLinks.body)) _: BodyOf<Routes['revokeLinks']>,
  ): Promise<RevokedLinks> {
    return orProblem(await this.supervision.revokeLinks(principal, id));
  }

  @Serves(routes.transfer)
  async transfer(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.transfer.body)) { toAgentId }: BodyOf<Routes['transfer']>,
  ): Promise<object> {
    const action = { type: 'transfer', conversationId: id, requestId: '', toAgentId } as const;
    return orProblem(await this.supervision.run(principal, action));
  }

  @Serves(routes.assign)
  async assign(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', conversationId) id: string,
    @Body(new ZodPipe(routes.assign.body)) { toAgentId }: BodyOf<Routes['assign']>,
  ): Promise<object> {
    return orProblem(await this.supervision.assign(principal, id, toAgentId));
  }

  @Serves(routes.forceOffline)
  async forceOffline(
    @CurrentPrincipal() principal: Principal,
    @Param('agentId', agentId) id: string,
    @Body(new ZodPipe(routes.forceOffline.body)) _: BodyOf<Routes['forceOffline']>,
  ): Promise<object> {
    return orProblem(await this.supervision.forceOffline(principal, id));
  }
}
