import type { Party, RefusalName, SealReason, Way, WindowKind } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Reconnection } from '../domain/reconnection';
import type { Window, WindowOutcome } from '../domain/window';

export interface LockRow {
  id: string;
  sealed_at: Instant | null;
  sealed_because: 'expired' | SealReason | null;
  rejected: RefusalName[];
}

export interface WindowRow {
  conversation_id: string;
  epoch: number;
  kind: WindowKind;
  lost_at: Instant;
  deadline_at: Instant;
  limit_seconds: number;
  extensions_left: number;
  extension_seconds: number;
  extended_by: string[];
  outcome: WindowOutcome['is'] | null;
  decided_at: Instant | null;
  claim: string | null;
  next_epoch: number | null;
  workstream_id: string | null;
  way: Way | null;
  ended_by: Party | null;
  asked_at: Instant | null;
}

export function reconnectionOf(lock: LockRow, window: Window | null): Reconnection {
  const { sealed_at: at, sealed_because: because, rejected } = lock;
  return { sealed: at !== null && because !== null ? { at, because } : null, window, rejected };
}

export function windowOf(row: WindowRow): Window {
  return {
    epoch: row.epoch,
    workstreamId: row.workstream_id,
    kind: row.kind,
    lostAt: row.lost_at,
    deadlineAt: row.deadline_at,
    limitSeconds: row.limit_seconds,
    extensionsLeft: row.extensions_left,
    extensionSeconds: row.extension_seconds,
    extendedBy: row.extended_by,
    outcome: outcomeOf(row),
  };
}

function outcomeOf({ outcome: is, decided_at: at, ...row }: WindowRow): WindowOutcome | null {
  if (is === null || at === null) return null;
  if (is === 'expired') return { is, at };
  if (is === 'ended') return { is, by: row.ended_by, at };
  const { claim, next_epoch: nextEpoch, way, asked_at: askedAt } = row;
  if (claim === null || nextEpoch === null) throw new Error('a return without its claim');
  return { is, at, claim, nextEpoch, way, askedAt };
}

type StoredWindow = Window & { readonly conversationId: string };

interface Column {
  /** The type in Postgres. */
  readonly type: string;
  readonly value: (window: StoredWindow) => unknown;
  /** Whether the column changes after the window was opened. */
  readonly changes: boolean;
}

const fixed = (type: string, value: Column['value']): Column => ({ type, value, changes: false });
const changing = (type: string, value: Column['value']): Column => ({ type, value, changes: true });

const returnOf = ({ outcome }: Window) => (outcome?.is === 'reconnected' ? outcome : null);

/** The columns of `windows`. The statements that read and write a window are made of them: what is written is also read. */
const columns: Readonly<Record<keyof WindowRow, Column>> = {
  conversation_id: fixed('text', (one) => one.conversationId),
  epoch: fixed('int', (one) => one.epoch),
  kind: fixed('text', (one) => one.kind),
  lost_at: fixed('timestamptz', (one) => one.lostAt),
  deadline_at: changing('timestamptz', (one) => one.deadlineAt),
  limit_seconds: fixed('int', (one) => one.limitSeconds),
  extensions_left: changing('int', (one) => one.extensionsLeft),
  extension_seconds: fixed('int', (one) => one.extensionSeconds),
  extended_by: changing('jsonb', (one) => JSON.stringify(one.extendedBy)),
  outcome: changing('text', (one) => one.outcome?.is ?? null),
  decided_at: changing('timestamptz', (one) => one.outcome?.at ?? null),
  claim: changing('text', (one) => returnOf(one)?.claim ?? null),
  next_epoch: changing('int', (one) => returnOf(one)?.nextEpoch ?? null),
  workstream_id: fixed('text', (one) => one.workstreamId),
  way: changing('text', (one) => returnOf(one)?.way ?? null),
  ended_by: changing('text', (one) => (one.outcome?.is === 'ended' ? one.outcome.by : null)),
  asked_at: changing('timestamptz', (one) => returnOf(one)?.askedAt ?? null),
};

const names = Object.keys(columns);
const types = Object.values(columns).map(({ type }, index) => `$${index + 1}::${type}[]`);
const updates = Object.entries(columns).flatMap(([name, { changes }]) =>
  changes ? [`${name} = excluded.${name}`] : [],
);

/** The columns are named because a prepared `select *` fails once a newer release has added a column. */
export const windowFields = names.map((name) => `w.${name}`).join(', ');

/** Stores the windows whose values {@link windowValues} returns. */
export const saveWindowsSql = `
  insert into windows (${names.join(', ')})
  select * from unnest(${types.join(', ')})
  on conflict (conversation_id, epoch) do update set ${updates.join(', ')}`;

export function windowValues(windows: readonly StoredWindow[]): unknown[][] {
  return Object.values(columns).map(({ value }) => windows.map(value));
}

export function lockColumns(locks: readonly [string, Reconnection][]): unknown[][] {
  return [
    locks.map(([id]) => id),
    locks.map(([, { sealed }]) => sealed?.at ?? null),
    locks.map(([, { sealed }]) => sealed?.because ?? null),
    locks.map(([, { rejected }]) => JSON.stringify(rejected)),
  ];
}
