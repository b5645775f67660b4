import {
  alertLimits,
  noThresholds,
  type Alert,
  type AlertKind,
  type AlertThresholds,
  type StoredThresholds,
} from '@rejoin/contracts';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { AlertDecision } from '../domain/alerts';
import { statusSql } from './ongoing.store';

/** A workstream whose thresholds are checked. */
export interface WorkstreamThresholds {
  readonly workstreamId: string;
  readonly org: string;
  readonly timeZone: string;
  readonly thresholds: AlertThresholds;
  /** The kinds of the alerts that it has. */
  readonly raised: readonly AlertKind[];
}

/** Stores thresholds, and which of them are crossed now. */
@Injectable()
export class AlertsStore {
  private listener = (): void => undefined;

  constructor(private readonly database: Database) {}

  async thresholds(workstreamId: string): Promise<StoredThresholds> {
    const [row] = await this.database.query<StoredThresholds>(
      `select workstream_id as "workstreamId", version, thresholds from alert_thresholds where workstream_id = $1`,
      [workstreamId],
    );
    return row ?? { workstreamId, version: 0, thresholds: noThresholds };
  }

  /** Returns false when another version was stored since this one was read. */
  async set(
    by: { org: string; accountId: string },
    { workstreamId, version, thresholds }: StoredThresholds,
  ): Promise<boolean> {
    const rows = await this.database.query(
      `insert into alert_thresholds (workstream_id, org, version, thresholds, changed_by)
       select $1, $2, $3::integer + 1, $4, $5
       where $3::integer = coalesce((select version from alert_thresholds where workstream_id = $1), 0)
       on conflict (workstream_id) do update set version = excluded.version, thresholds = excluded.thresholds,
         changed_by = excluded.changed_by, changed_at = clock_timestamp()
       where alert_thresholds.version = excluded.version - 1 returning 1`,
      [workstreamId, by.org, version, JSON.stringify(thresholds), by.accountId],
    );
    if (rows.length > 0) this.listener();
    return rows.length > 0;
  }

  list(org: string): Promise<Alert[]> {
    return this.database.query<Alert>(
      `select a.workstream_id as "workstreamId", coalesce(w.settings->>'name', a.workstream_id) as "workstreamName",
         a.kind, a.value, a.threshold, a.raised_at as "raisedAt"
       from alerts a left join workstreams w on w.id = a.workstream_id
       where a.org = $1 order by a.raised_at desc, a.workstream_id, a.kind limit ${alertLimits.alerts.value}`,
      [org],
    );
  }

  /** Calls the listener when this gateway has set thresholds. */
  onSet(listener: () => void): void {
    this.listener = listener;
  }

  /**
   * Returns whether any thresholds exist, and whether it is this gateway's turn to check them, which is once in this
   * time for all gateways together. A check in the future was before the database's clock went back.
   */
  async takeTurn(everyMs: number): Promise<{ isOurs: boolean; isNeeded: boolean }> {
    const [turn] = await this.database.query<{ isOurs: boolean; isNeeded: boolean }>(
      `with turn as (
         update alert_checks set checked_at = clock_timestamp()
         where not checked_at between clock_timestamp() - make_interval(secs => $1::float8 / 1000) and clock_timestamp()
           and exists (select from alert_thresholds) returning 1)
       select exists (select from turn) as "isOurs", exists (select from alert_thresholds) as "isNeeded"`,
      [everyMs],
    );
    return turn ?? { isOurs: false, isNeeded: false };
  }

  /** Lists the workstreams that have thresholds. */
  listChecked(): Promise<WorkstreamThresholds[]> {
    return this.database.query<WorkstreamThresholds>(
      `select t.workstream_id as "workstreamId", t.org, t.thresholds,
         coalesce(w.settings->>'timeZone', 'Etc/UTC') as "timeZone",
         array(select kind from alerts a where a.workstream_id = t.workstream_id) as raised
       from alert_thresholds t left join workstreams w on w.id = t.workstream_id
       order by t.workstream_id limit ${alertLimits.workstreams.value}`,
    );
  }

  /** Counts the disconnected customers of each workstream. Only conversations that are not closed are read. */
  async disconnected(workstreamIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ id: string; count: number }>(
      `select session->>'workstreamId' as id, count(*)::int as count from conversations c
       where not is_closed and session->>'workstreamId' = any($1) and ${statusSql} = 'disconnected' group by 1`,
      [workstreamIds],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  /** Writes what was decided. An alert that stays keeps the instant at which it was raised. */
  write(tx: Tx, { workstreamId, org }: WorkstreamThresholds, decisions: readonly AlertDecision[]): void {
    for (const decision of decisions)
      if (decision.is === 'raised')
        tx.write(
          `insert into alerts (workstream_id, kind, org, value, threshold) values ($1, $2, $3, $4, $5)
           on conflict (workstream_id, kind) do update set value = excluded.value, threshold = excluded.threshold`,
          [workstreamId, decision.kind, org, decision.value, decision.threshold],
        );
    const resolved = decisions.filter(({ is }) => is === 'resolved').map(({ kind }) => kind);
    tx.write(`delete from alerts where workstream_id = $1 and kind = any($2)`, [workstreamId, resolved]);
  }
}
