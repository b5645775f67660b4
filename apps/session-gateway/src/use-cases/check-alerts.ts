import { availableAgents, queueLoads, type AlertKind, type AlertThresholds } from '@rejoin/contracts';
import { isRefused, millis } from '@rejoin/kernel';
import { Bus, Unavailable } from '@rejoin/messaging';
import { Database, DatabaseTime, isTimeOut, isUnreachable } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { decideAlerts, type Observed } from '../domain/alerts';
import { dayAt } from '../domain/day';
import { periodOf } from '../domain/period';
import { AlertsStore, type WorkstreamThresholds } from '../store/alerts.store';
import { ReportStore } from '../store/report.store';

const everyMs = 5_000;

type Observations = ReadonlyMap<string, Observed>;

/**
 * Raises and resolves the alerts of workstreams that have thresholds. One gateway checks at a time, once in 5 s. What
 * cannot be read now, because routing does not answer, changes no alert.
 */
@Injectable()
export class CheckAlerts {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly alerts: AlertsStore,
    private readonly reports: ReportStore,
    private readonly time: DatabaseTime,
  ) {}

  /** Returns the milliseconds until the next check; null when no workstream has thresholds. */
  async run(): Promise<number | null> {
    const { isOurs, isNeeded } = await this.alerts.takeTurn(everyMs);
    if (isOurs) await this.check();
    return isNeeded ? everyMs : null;
  }

  /**
   * Checks now, no matter whose turn it is. A workstream that cannot be checked holds up no other; its error is thrown after all
   * were tried.
   */
  async check(): Promise<void> {
    const checked = await this.alerts.listChecked();
    if (checked.length === 0) return;
    const idsOf = (isWanted: (thresholds: AlertThresholds) => boolean) =>
      checked.filter(({ thresholds }) => isWanted(thresholds)).map(({ workstreamId }) => workstreamId);
    const [queues, agents, disconnected] = await Promise.all([
      this.queuesOf(
        idsOf(({ longestWaitSeconds, waiting }) => longestWaitSeconds !== null || waiting !== null),
      ),
      this.agentsOf(idsOf(({ noAgent }) => noAgent)),
      this.disconnectedOf(idsOf(({ disconnected: threshold }) => threshold !== null)),
    ]);
    const errors: unknown[] = [];
    for (const one of checked) {
      const { workstreamId } = one;
      const observed = {
        ...queues.get(workstreamId),
        ...agents.get(workstreamId),
        ...disconnected.get(workstreamId),
      };
      try {
        await this.checkOne(one, observed);
      } catch (error) {
        if (isUnreachable(error) && !isTimeOut(error)) throw error;
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  private async checkOne(one: WorkstreamThresholds, read: Observed): Promise<void> {
    const { thresholds, raised } = one;
    const level = thresholds.serviceLevelPercent === null ? {} : await this.levelOf(one);
    const decisions = decideAlerts(thresholds, { ...read, ...level }, new Set<AlertKind>(raised));
    if (!decisions.some(({ kind, is }) => is === 'raised' || raised.includes(kind))) return;
    await this.database.transaction(async (tx) => {
      this.alerts.write(tx, one, decisions);
    });
  }

  private queuesOf(workstreamIds: readonly string[]): Promise<Observations> {
    return this.ifAnswered(workstreamIds, async () => {
      const answer = await this.bus.ask(queueLoads, { workstreamIds: [...workstreamIds] });
      if (isRefused(answer)) return [];
      const now = millis(this.time.now());
      return answer.queues.map(({ workstreamId, waiting, oldestWaitingSince }) => [
        workstreamId,
        {
          waiting,
          longestWaitSeconds:
            oldestWaitingSince === null
              ? 0
              : Math.max(0, Math.round((now - millis(oldestWaitingSince)) / 1000)),
        },
      ]);
    });
  }

  private agentsOf(workstreamIds: readonly string[]): Promise<Observations> {
    return this.ifAnswered(workstreamIds, async () => {
      const answer = await this.bus.ask(availableAgents, { workstreamIds: [...workstreamIds] });
      if (isRefused(answer)) return [];
      return answer.workstreams.map(({ workstreamId, agents }) => [
        workstreamId,
        { availableAgents: agents },
      ]);
    });
  }

  private async disconnectedOf(workstreamIds: readonly string[]): Promise<Observations> {
    if (workstreamIds.length === 0) return new Map();
    const counts = await this.alerts.disconnected(workstreamIds);
    return new Map(workstreamIds.map((id) => [id, { disconnected: counts.get(id) ?? 0 }]));
  }

  private async levelOf({
    workstreamId,
    org,
    timeZone,
    thresholds,
  }: WorkstreamThresholds): Promise<Observed> {
    const now = this.time.now();
    const period = periodOf(dayAt(now, timeZone), 1, timeZone, now);
    const level = await this.reports.serviceLevel({
      org,
      workstreamId,
      period,
      withinSeconds: thresholds.withinSeconds,
    });
    return { serviceLevelPercent: level === null ? null : Math.round(level * 1000) / 10 };
  }

  private async ifAnswered(
    workstreamIds: readonly string[],
    read: () => Promise<[string, Observed][]>,
  ): Promise<Observations> {
    if (workstreamIds.length === 0) return new Map();
    try {
      return new Map(await read());
    } catch (error) {
      if (error instanceof Unavailable) return new Map();
      throw error;
    }
  }
}
