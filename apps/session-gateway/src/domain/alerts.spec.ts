import { noThresholds, type AlertKind, type AlertThresholds } from '@rejoin/contracts';
import fc from 'fast-check';
import { decideAlerts, type Observed } from './alerts';

/** The alerts after each of these values, from none. */
function course(thresholds: Partial<AlertThresholds>, values: readonly Observed[]): AlertKind[][] {
  const raised = new Set<AlertKind>();
  return values.map((observed) => {
    for (const { kind, is } of decideAlerts({ ...noThresholds, ...thresholds }, observed, raised)) {
      if (is === 'raised') raised.add(kind);
      else raised.delete(kind);
    }
    return [...raised];
  });
}

const waits = (...values: (number | undefined)[]) =>
  values.map((waiting) => (waiting === undefined ? {} : { waiting }));

describe('an alert', () => {
  it('is raised at the threshold, and stays until the value is clearly below it', () => {
    const on = ['waiting'];
    expect(course({ waiting: 10 }, waits(9, 10, 9, 8, 10, 7, 9, 12))).toEqual([
      [],
      on,
      on,
      on,
      on,
      [],
      [],
      on,
    ]);
  });

  it('stays as it is while the value is not known', () => {
    expect(course({ waiting: 10 }, waits(12, undefined, 0, undefined))).toEqual([
      ['waiting'],
      ['waiting'],
      [],
      [],
    ]);
  });

  it('ends when its threshold is removed', () => {
    const raised = new Set<AlertKind>(['waiting']);
    expect(decideAlerts(noThresholds, { waiting: 50 }, raised)).toContainEqual({
      kind: 'waiting',
      is: 'resolved',
    });
  });

  it('of the service level is raised below the threshold, and without conversations there is none', () => {
    const levels = [80, 79, 84, 85, null, 20, null].map((serviceLevelPercent) => ({ serviceLevelPercent }));
    const on = ['service-level'];
    expect(course({ serviceLevelPercent: 80 }, levels)).toEqual([[], on, on, [], [], on, []]);
  });

  it('of the service level can end when the threshold is 100 %', () => {
    const levels = [99, 100].map((serviceLevelPercent) => ({ serviceLevelPercent }));
    expect(course({ serviceLevelPercent: 100 }, levels)).toEqual([['service-level'], []]);
  });

  it('is raised while no agent is available', () => {
    const agents = [1, 0, 0, 2].map((availableAgents) => ({ availableAgents }));
    expect(course({ noAgent: true }, agents)).toEqual([[], ['no-agent'], ['no-agent'], []]);
  });

  it('never changes because the value moves between 80 % of the threshold and the threshold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.boolean(),
        fc.array(fc.double({ min: 0.8, max: 0.999, noNaN: true }), { minLength: 1 }),
        (longestWaitSeconds, isRaised, shares) => {
          const raised = new Set<AlertKind>(isRaised ? ['longest-wait'] : []);
          for (const share of shares) {
            const observed = { longestWaitSeconds: longestWaitSeconds * share };
            const [decision] = decideAlerts({ ...noThresholds, longestWaitSeconds }, observed, raised);
            expect(decision?.is).toBe(isRaised ? 'raised' : 'resolved');
          }
        },
      ),
    );
  });
});
