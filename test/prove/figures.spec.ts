import { Findings } from './findings';
import { Random } from './random';
import { Recoveries } from './recoveries';

describe('the figures of a run', () => {
  it('count a check as holding only while it never found anything', () => {
    const findings = new Findings();
    findings.add('one', []);
    findings.add('two', ['wrong']);
    findings.add('two', []);
    expect([findings.holding, findings.total]).toEqual([1, 2]);
    expect(findings.broken).toEqual(['two']);
    expect(findings.rows()[1]).toEqual({ check: 'two', times: 2, found: ['wrong'] });
    expect(findings.brokenLines()).toEqual(['BROKEN  two', '          wrong']);
  });

  it('contain the median, the 95th percentile and the longest wait of each kind of fault', () => {
    const recoveries = new Recoveries();
    for (let seconds = 20; seconds > 0; seconds--) recoveries.add('killed', seconds);
    recoveries.add('frozen', 1);
    expect(recoveries.rows()).toEqual([
      { kind: 'frozen', times: 1, p50: 1, p95: 1, longest: 1 },
      { kind: 'killed', times: 20, p50: 10, p95: 19, longest: 20 },
    ]);
    expect(recoveries.of('all', () => true).times).toBe(21);
  });
});

describe('random numbers with a seed', () => {
  const drawn = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => random.between(1, 6));
  };

  it('are the same for the same seed and others for another', () => {
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  it('cover every number of a range, and keep all items of a shuffled list', () => {
    expect(new Set(drawn(7))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(new Random(3).shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });

  it('of a person do not depend on how often others have drawn', () => {
    const one = new Random(7);
    const early = one.fork(3).next();
    one.next();
    expect(one.fork(3).next()).toBe(early);
    expect(one.fork(4).next()).not.toBe(early);
  });
});
