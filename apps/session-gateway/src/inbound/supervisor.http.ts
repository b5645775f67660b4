import {
  Id,
  supervisorHttp,
  type AgentLoads,
  type DayFigures,
  type OpenWindows,
  type Queues,
} from '@rejoin/contracts';
import {
  orProblem,
  parseBody,
  Problem,
  RequireRole,
  RequireRoleGuard,
  type AuthorisedRequest,
} from '@rejoin/service';
import { Controller, Get, Header, Param, Query, Req, UseGuards } from '@nestjs/common';
import { placeOf } from '../domain/place';
import { ReadDayFigures } from '../use-cases/read-day-figures';
import { ReadOverview } from '../use-cases/read-overview';

/** The supervisor's page: what runs now, and how a day went. What supervisors do, they do at the desk's socket. */
@Controller('v1/supervisor')
@UseGuards(RequireRoleGuard)
@RequireRole('supervisor', 'administrator')
export class SupervisorHttp {
  constructor(
    private readonly overview: ReadOverview,
    private readonly days: ReadDayFigures,
  ) {}

  @Get('windows')
  @Header('Cache-Control', 'no-store')
  async windows(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<OpenWindows> {
    const { workstreamId = null, after, limit } = parseBody(supervisorHttp.windows, query);
    const { org, accountId } = principal;
    const place = after === undefined ? null : orProblem(placeOf(after));
    return orProblem(await this.overview.windows({ org, accountId, workstreamId, after: place, limit }));
  }

  @Get('queues')
  @Header('Cache-Control', 'no-store')
  async queues(): Promise<Queues> {
    return orProblem(await this.overview.queues());
  }

  @Get('agents')
  @Header('Cache-Control', 'no-store')
  async agents(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<AgentLoads> {
    const { workstreamId = null, after = null, limit } = parseBody(supervisorHttp.agents, query);
    const { org, accountId } = principal;
    return orProblem(await this.overview.agents({ org, accountId, workstreamId, after, limit }));
  }

  @Get('workstreams/:workstreamId/figures')
  @Header('Cache-Control', 'no-store')
  async figures(@Param('workstreamId') workstreamId: string, @Query() query: unknown): Promise<DayFigures> {
    const { day } = parseBody(supervisorHttp.figures, query);
    if (!Id.safeParse(workstreamId).success) throw new Problem('not-found');
    return orProblem(await this.days.run(workstreamId, day));
  }
}
