import type { AlertKind, AlertThresholds } from '@rejoin/contracts';

/** What is known about a workstream. Undefined: not known now, so that nothing changes. Null: there is no value. */
export interface Observed {
  readonly longestWaitSeconds?: number | null;
  readonly waiting?: number;
  readonly disconnected?: number;
  readonly serviceLevelPercent?: number | null;
  readonly availableAgents?: number;
}

/** What happens to the alert of a kind: it is raised or stays, with its value, or there is none. */
export type AlertDecision =
  | { readonly kind: AlertKind; readonly is: 'raised'; readonly value: number; readonly threshold: number }
  | { readonly kind: AlertKind; readonly is: 'resolved' };

/** An alert stays until the value is clearly below the threshold, so that a value at the threshold raises it once. */
const resolvedBelow = 0.8;
/** The same for the service level, in percentage points above the threshold. */
const resolvedAbove = 5;

/**
 * Decides which alerts a workstream has. `raised` are those that it has until now. Kinds whose value is not known are
 * left out: their alerts stay as they are.
 */
export function decideAlerts(
  thresholds: AlertThresholds,
  observed: Observed,
  raised: ReadonlySet<AlertKind>,
): AlertDecision[] {
  const { longestWaitSeconds, waiting, disconnected, serviceLevelPercent, noAgent } = thresholds;
  const high = (kind: AlertKind, threshold: number | null, value: number | null | undefined) =>
    decided(kind, threshold, value, (limit, of) => of >= (raised.has(kind) ? limit * resolvedBelow : limit));
  return [
    high('longest-wait', longestWaitSeconds, observed.longestWaitSeconds),
    high('waiting', waiting, observed.waiting),
    high('disconnected', disconnected, observed.disconnected),
    decided(
      'service-level' as const,
      serviceLevelPercent,
      observed.serviceLevelPercent,
      (limit, of) => of < (raised.has('service-level') ? Math.min(100, limit + resolvedAbove) : limit),
    ),
    decided('no-agent' as const, noAgent ? 1 : null, observed.availableAgents, (limit, of) => of < limit),
  ].flat();
}

function decided(
  kind: AlertKind,
  threshold: number | null,
  value: number | null | undefined,
  isCrossed: (threshold: number, value: number) => boolean,
): AlertDecision[] {
  if (threshold === null || value === null) return [{ kind, is: 'resolved' }];
  if (value === undefined) return [];
  return [isCrossed(threshold, value) ? { kind, is: 'raised', value, threshold } : { kind, is: 'resolved' }];
}
