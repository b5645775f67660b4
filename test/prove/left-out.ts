import { fakeTime } from './clocks';
import { faults, notTried } from './faults';

/** What the runs on this machine do not try, and why. */
export function leftOut(): string[] {
  return [
    ...(fakeTime === undefined ? ['clocks apart (libfaketime is not installed)'] : []),
    ...faults.flatMap(({ kind, impossible }) => {
      const reason = impossible?.();
      return reason === undefined ? [] : [`${kind} (${reason})`];
    }),
    ...notTried,
  ];
}
