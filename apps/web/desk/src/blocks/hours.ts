import { pageLimits } from '@rejoin/contracts/plain';

/** For how many hours a customer is blocked; null: until somebody unblocks the customer. */
export type Hours = number | null;

const day = 24;
const all: readonly Hours[] = [1, pageLimits.agentBlockHours, 7 * day, 30 * day, null];

/** The choices of an account. The gateway checks for how long agents may block. */
export function hoursFor(roles: readonly string[]): readonly Hours[] {
  if (roles.some((role) => role !== 'agent')) return all;
  return all.filter((hours) => hours !== null && hours <= pageLimits.agentBlockHours);
}

/** The number of whole days, from two days on. */
export function daysOf(hours: number): number | undefined {
  return hours >= 2 * day && hours % day === 0 ? hours / day : undefined;
}
