import { blockLimits } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';

/** Refuses an agent who blocks for longer than agents may. */
export function refuseHours(hours: number | null, isSupervisor: boolean): Refused | null {
  const mayBlock = isSupervisor || (hours !== null && hours <= blockLimits.agentHours.value);
  return mayBlock ? null : refuse('forbidden');
}

/** Returns whether the new time ends later than the one that is set. Null has no end. */
export function lastsLonger(until: string | null, than: string | null): boolean {
  return than !== null && (until === null || until > than);
}
