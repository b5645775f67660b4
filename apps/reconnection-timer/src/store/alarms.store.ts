import type { AlarmKind } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Alarm } from '../domain/alarm';
import type { DueDeadline } from '../domain/deadline';

/** Returns the key of an alarm. A subject has at most one alarm of each kind. */
export function alarmKey({ kind, subjectId }: Pick<Alarm, 'kind' | 'subjectId'>): string {
  return `${kind}:${subjectId}`;
}

/** Returns what an {@link alarmKey} consists of. */
export function alarmOfKey(key: string): { readonly kind: string; readonly subjectId: string } {
  const end = key.indexOf(':');
  return { kind: key.slice(0, end), subjectId: key.slice(end + 1) };
}

/** A row of `alarms`. A null instant means that the alarm is off or has rung. */
interface AlarmRow {
  kind: AlarmKind;
  subjectId: string;
  generation: number;
  dueAt: Instant | null;
}

export type AlarmThatIsOn = AlarmRow & { readonly dueAt: Instant };

export function isOn(alarm: AlarmRow): alarm is AlarmThatIsOn {
  return alarm.dueAt !== null;
}

/** Stores durable alarms, one row for each kind and subject. A row that has rung stays, to remember its generation. */
@Injectable()
export class AlarmsStore {
  /** Schedules or switches off each alarm. The last of several alarms with the same key counts. */
  set(tx: Tx, alarms: readonly Alarm[]): void {
    const last = [...new Map(alarms.map((alarm) => [alarmKey(alarm), alarm])).values()];
    if (last.length === 0) return;
    tx.write(setSql, [
      last.map(({ kind }) => kind),
      last.map(({ subjectId }) => subjectId),
      last.map(({ schedule }) => schedule?.generation ?? null),
      last.map(({ schedule }) => schedule?.dueAt ?? null),
    ]);
  }

  /** Locks the rows of these keys. Leaves out rows that are locked already. */
  lockAvailable(tx: Tx, keys: readonly string[]): Promise<AlarmRow[]> {
    const parts = keys.map(alarmOfKey);
    return tx.query<AlarmRow>(
      `select a.* from (
         select distinct kind, subject_id from unnest($1::text[], $2::text[]) as due (kind, subject_id) order by 1, 2) k
       cross join lateral (
         select kind, subject_id as "subjectId", generation, due_at as "dueAt" from alarms
         where kind = k.kind and subject_id = k.subject_id for update skip locked) a`,
      [parts.map(({ kind }) => kind), parts.map(({ subjectId }) => subjectId)],
    );
  }

  /** Stores other instants for alarms whose rows are locked. */
  move(tx: Tx, alarms: readonly AlarmThatIsOn[]): void {
    if (alarms.length === 0) return;
    tx.write(
      `insert into alarms (kind, subject_id, generation, due_at)
       select kind, subject_id, generation, due_at
       from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[]) as moved (kind, subject_id, generation, due_at)
       on conflict (kind, subject_id) do update set due_at = excluded.due_at`,
      [
        alarms.map(({ kind }) => kind),
        alarms.map(({ subjectId }) => subjectId),
        alarms.map(({ generation }) => generation),
        alarms.map(({ dueAt }) => dueAt),
      ],
    );
  }

  markRung(tx: Tx, alarms: readonly AlarmRow[], at: Instant): void {
    tx.write(
      `insert into alarms (kind, subject_id, generation, rung_at)
       select kind, subject_id, generation, $4
       from unnest($1::text[], $2::text[], $3::bigint[]) as rung (kind, subject_id, generation)
       on conflict (kind, subject_id) do update set due_at = null, rung_at = excluded.rung_at`,
      [
        alarms.map(({ kind }) => kind),
        alarms.map(({ subjectId }) => subjectId),
        alarms.map(({ generation }) => generation),
        at,
      ],
    );
  }

  /** Returns the alarms that are due before `until`, earliest first. */
  dueBefore(sql: Sql, until: Instant, limit: number): Promise<DueDeadline[]> {
    return sql.query<DueDeadline>(
      `select kind || ':' || subject_id as key, due_at as "dueAt" from alarms
       where due_at is not null and due_at < $1 order by due_at limit $2`,
      [until, limit],
    );
  }
}

// An alarm that is switched off keeps its generation, and an older generation changes nothing.
const setSql = `
  insert into alarms as a (kind, subject_id, generation, due_at)
  select kind, subject_id, coalesce(generation, 0), due_at
  from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[]) as s (kind, subject_id, generation, due_at)
  order by kind, subject_id
  on conflict (kind, subject_id) do update
    set generation = greatest(a.generation, excluded.generation), due_at = excluded.due_at,
      rung_at = case when excluded.due_at is null then a.rung_at end
    where excluded.due_at is null or excluded.generation >= a.generation`;
