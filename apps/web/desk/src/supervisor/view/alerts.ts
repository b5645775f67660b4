import type { Alert, AlertKind } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';

/** One crossing of a threshold. It is the same for all supervisors, as long as it lasts. */
export const keyOf = ({ workstreamId, kind, raisedAt }: Alert): string =>
  `${workstreamId} ${kind} ${raisedAt}`;

/** Returns the alerts that were not there before. Those of the first answer are not new: the page only shows them. */
export function newAlerts(before: readonly Alert[] | undefined, after: readonly Alert[]): Alert[] {
  if (!before) return [];
  const known = new Set(before.map(keyOf));
  return after.filter((alert) => !known.has(keyOf(alert)));
}

type NumberField = keyof typeof pageLimits.alertThresholds;

/** The thresholds with a number, and the largest that the server accepts. */
export const numberFields = Object.entries(pageLimits.alertThresholds) as readonly (readonly [
  NumberField,
  number,
])[];

/** Reads a field: an empty one is no threshold. Undefined when it is not a whole number within the bounds. */
export function thresholdOf(text: string, most: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
}

export type { AlertKind };
