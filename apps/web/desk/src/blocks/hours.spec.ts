import { blockLimits } from '@rejoin/contracts';
import { daysOf, hoursFor } from './hours';

describe('for how long a customer can be blocked', () => {
  it('is as long as the gateway allows for agents, and without an end for supervisors and administrators', () => {
    expect(hoursFor(['agent'])).toEqual([1, blockLimits.agentHours.value]);
    expect(hoursFor(['agent', 'supervisor'])).toContain(null);
    expect(hoursFor(['administrator'])).toContain(null);
  });

  it('is counted in days from two days on', () => {
    expect([1, 24, 48, 50, 168].map(daysOf)).toEqual([undefined, undefined, 2, undefined, 7]);
  });
});
