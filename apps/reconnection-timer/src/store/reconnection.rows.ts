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

/** The columns are named because a prepared `select *` fails once a newer release has added a column. */
export const windowFields = `w.conversation_id, w.epoch, w.kind, w.lost_at, w.deadline_at, w.limit_seconds,
  w.extensions_left, w.extension_seconds, w.extended_by, w.outcome, w.decided_at, w.claim, w.next_epoch,
  w.workstream_id, w.way, w.ended_by`;

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

export function windowColumns(windows: readonly (Window & { conversationId: string })[]): unknown[][] {
  const returned = (one: Window) => (one.outcome?.is === 'reconnected' ? one.outcome : null);
  return [
    windows.map((one) => one.conversationId),
    windows.map((one) => one.epoch),
    windows.map((one) => one.kind),
    windows.map((one) => one.lostAt),
    windows.map((one) => one.deadlineAt),
    windows.map((one) => one.limitSeconds),
    windows.map((one) => one.extensionsLeft),
    windows.map((one) => one.extensionSeconds),
    windows.map((one) => JSON.stringify(one.extendedBy)),
    windows.map((one) => one.outcome?.is ?? null),
    windows.map((one) => one.outcome?.at ?? null),
    windows.map((one) => returned(one)?.claim ?? null),
    windows.map((one) => returned(one)?.nextEpoch ?? null),
    windows.map((one) => one.workstreamId),
    windows.map((one) => returned(one)?.way ?? null),
    windows.map((one) => (one.outcome?.is === 'ended' ? one.outcome.by : null)),
    windows.map((one) => returned(one)?.askedAt ?? null),
  ];
}

export function lockColumns(locks: readonly [string, Reconnection][]): unknown[][] {
  return [
    locks.map(([id]) => id),
    locks.map(([, { sealed }]) => sealed?.at ?? null),
    locks.map(([, { sealed }]) => sealed?.because ?? null),
    locks.map(([, { rejected }]) => JSON.stringify(rejected)),
  ];
}
