import { webhookLimits } from '@rejoin/contracts';
import { outcomeOf, secretUnreadable, type Attempt } from './webhook-attempt';

const answered = (status: number | null): Attempt => ({ status, error: null, ms: 1 });

describe('an attempt to deliver to a webhook', () => {
  it.each([200, 201, 204, 299])('that gets the status %s has delivered', (status) => {
    expect(outcomeOf(answered(status), 8, 0)).toEqual({ is: 'delivered' });
  });

  it.each([null, 100, 301, 302, 304, 400, 404, 429, 500, 503])(
    'that gets the status %s has failed',
    (status) => {
      expect(outcomeOf(answered(status), 1, 0)).toEqual({ is: 'failed', pauseSeconds: 5 });
    },
  );

  it('that gets the status 410 finds that the endpoint is gone', () => {
    expect(outcomeOf(answered(410), 1, 0)).toEqual({ is: 'gone' });
  });

  it('that could not be signed is not counted, however often it happens', () => {
    const unsigned = { status: null, error: secretUnreadable, ms: 0 };
    for (const attempts of [1, 8])
      expect(outcomeOf(unsigned, attempts, 0)).toEqual({ is: 'not-made', pauseSeconds: 300 });
  });

  it.each([0, 1])(
    'is repeated for more than a day with growing pauses, and then never again (chance %s)',
    (chance) => {
      const pauses: number[] = [];
      for (let attempts = 1; attempts < webhookLimits.attempts.value; attempts++) {
        const outcome = outcomeOf(answered(500), attempts, chance);
        if (outcome.is === 'failed') pauses.push(outcome.pauseSeconds);
      }
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
      expect(pauses).toHaveLength(webhookLimits.attempts.value - 1);
      const hours = pauses.reduce((sum, seconds) => sum + seconds) / 3_600;
      expect(hours).toBeGreaterThan(24);
      expect(hours).toBeLessThan(36);
      expect(outcomeOf(answered(500), webhookLimits.attempts.value, chance)).toEqual({ is: 'dead' });
    },
  );

  it('is repeated at another time than the attempts that failed with it', () => {
    const at = (chance: number) => outcomeOf(answered(500), 3, chance);
    expect(at(0)).toEqual({ is: 'failed', pauseSeconds: 1_800 });
    expect(at(1)).toEqual({ is: 'failed', pauseSeconds: 2_250 });
  });
});
