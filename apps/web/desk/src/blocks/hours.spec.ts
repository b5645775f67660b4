import { hoursFor, isHours } from './hours';

describe('for how long a customer can be blocked', () => {
  it('is a day for agents, and without an end for supervisors and administrators', () => {
    expect(hoursFor(['agent'])).toEqual(['1', '24']);
    expect(hoursFor(['agent', 'supervisor'])).toContain('none');
    expect(hoursFor(['administrator'])).toContain('none');
  });

  it('is one of the choices', () => {
    expect([isHours('24'), isHours('25'), isHours('')]).toEqual([true, false, false]);
  });
});
