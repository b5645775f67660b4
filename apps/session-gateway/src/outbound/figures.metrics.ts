import { Way, type RefusalName } from '@rejoin/contracts';
import { isRefused, millis, type Instant, type Refused } from '@rejoin/kernel';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Session, SessionEvent } from '../domain/session';

export const openSockets = new Gauge({
  name: 'rejoin_sockets',
  help: 'Open connections of customers and agents',
  labelNames: ['side'],
});

export const disconnects = new Counter({
  name: 'rejoin_socket_disconnects_total',
  help: 'Connections that ended, by why',
  labelNames: ['side', 'reason'],
});

export const framesSent = new Counter({
  name: 'rejoin_frames_sent_total',
  help: 'Frames that customers and agents were sent',
  labelNames: ['frame'],
});

export const frameSeconds = new Histogram({
  name: 'rejoin_frame_seconds',
  help: "From reading a client's frame to its answer",
  labelNames: ['side', 'frame'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});

const away = new Counter({
  name: 'rejoin_customers_away_total',
  help: 'Customers who came to count as away, by the kind of the window that opened',
  labelNames: ['kind'],
});

const returns = new Counter({
  name: 'rejoin_returns_total',
  help: 'Attempts to come back: returned, took-over (from a connection that lived), joined (was never away), or the name of the refusal',
  labelNames: ['way', 'outcome'],
});

// Prometheus sees a first one only when there was a zero before it.
for (const way of Way.options)
  for (const outcome of ['returned', 'window-expired', 'unavailable']) returns.inc({ way, outcome }, 0);

const returnSeconds = new Histogram({
  name: 'rejoin_return_seconds',
  help: 'From the loss of the connection to the return of a customer who was away',
  labelNames: ['way'],
  buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 7200, 86400],
});

export const retentionOverdue = new Gauge({
  name: 'rejoin_retention_overdue_seconds',
  help: 'How long the oldest transcript or record is due that its workstream keeps no longer; 0 when there is none',
  labelNames: ['data'],
});

export const retainedNoLonger = new Counter({
  name: 'rejoin_retention_conversations_total',
  help: 'Conversations whose texts were erased or whose records were deleted because they are kept no longer',
  labelNames: ['data'],
});

/** What came of an attempt: how the conversation was changed, or why it was not. */
export type Attempt = { readonly events: readonly SessionEvent[]; readonly at: Instant } | Refused;

export function countReturn(found: Session, way: Way, attempt: Attempt): void {
  returns.inc({ way, outcome: outcomeOf(found, attempt) });
  if (isRefused(attempt) || !found.window) return;
  returnSeconds.observe({ way }, Math.max(0, millis(attempt.at) - millis(found.window.lostAt)) / 1000);
}

/** An attempt that failed before it was decided. */
export function countFailedReturn(way: Way): void {
  returns.inc({ way, outcome: 'unavailable' });
}

export function countAway(events: readonly SessionEvent[]): void {
  for (const { type, data } of events) if (type === 'CustomerDisconnected') away.inc({ kind: data.kind });
}

function outcomeOf({ status }: Session, attempt: Attempt): 'returned' | 'took-over' | 'joined' | RefusalName {
  if (isRefused(attempt)) return attempt.refused;
  if (attempt.events.some(({ type }) => type === 'SessionTakenOver')) return 'took-over';
  return status === 'away' ? 'returned' : 'joined';
}
