import { reportLimits, type Report, type ReportQuery } from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Unavailable } from '@rejoin/messaging';
import { DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { dayAt } from '../domain/day';
import { periodOf, type Period } from '../domain/period';
import { OverviewStore } from '../store/overview.store';
import { ReportStore } from '../store/report.store';
import { SettingsStore } from '../store/settings.store';
import { CountDisconnects } from './count-disconnects';
import { ReadAgentNames } from './read-agent-names';

/** Reads the report of a workstream, or of all together, beside the period before. */
@Injectable()
export class ReadReport {
  private reports = 0;

  constructor(
    private readonly counts: ReportStore,
    private readonly overview: OverviewStore,
    private readonly settings: SettingsStore,
    private readonly disconnects: CountDisconnects,
    private readonly readAgentNames: ReadAgentNames,
    private readonly time: DatabaseTime,
  ) {}

  async run(org: string, query: z.infer<typeof ReportQuery>): Promise<Report | Refused> {
    const { workstreamId = null, withinSeconds } = query;
    const workstream = workstreamId === null ? null : await this.settings.workstream(workstreamId);
    if (workstream === undefined) return refuse('not-found');
    const timeZone = query.timeZone ?? workstream?.timeZone ?? 'Etc/UTC';
    const serverNow = this.time.now();
    const until = query.until ?? dayAt(serverNow, timeZone);
    const period = periodOf(until, query.days, timeZone, serverNow);
    // Reports must leave connections to Postgres to the chats.
    if (this.reports >= reportLimits.reportsAtOnce.value) return refuse('too-many');
    this.reports++;
    const [counted, disconnects] = await Promise.all([
      this.counts.count({ org, workstreamId, period, withinSeconds }),
      this.disconnectsOf(workstreamId, period),
    ]).finally(() => this.reports--);
    const names = await this.readAgentNames.run(counted.agents.map(({ agentId }) => agentId));
    return {
      workstreamId,
      name: workstream?.name ?? null,
      timeZone,
      withinSeconds,
      from: period.days[0]?.day ?? until,
      until,
      ...counted,
      agents: counted.agents.map((agent) => ({ ...agent, name: names.get(agent.agentId) ?? agent.agentId })),
      previousFrom: period.previousFrom,
      previousUntil: period.previousUntil,
      disconnects,
      serverNow,
    };
  }

  /** Without an answer of the timer or routing, the report has everything else. */
  private async disconnectsOf(
    workstreamId: string | null,
    { days, until, previousFrom, previousUntil }: Period,
  ): Promise<Report['disconnects']> {
    try {
      const of = workstreamId ?? (await this.overview.workstreams()).map(({ id }) => id);
      const [period, previous] = await Promise.all([
        this.disconnects.run(of, days[0]?.from ?? until, until),
        this.disconnects.run(of, previousFrom, previousUntil),
      ]);
      return isRefused(period) || isRefused(previous) ? null : { period, previous };
    } catch (error) {
      if (error instanceof Unavailable) return null;
      throw error;
    }
  }
}
