import { judge, type Goal, type Outcome } from './goals.ts';

const fine = (figures: Record<string, number>): Outcome => ({ figures, faults: [] });
const rate: Goal = {
  says: 'twice the best peer',
  figure: 'rate',
  against: { figure: 'rate', peers: ['a', 'b'] },
  unit: 'x',
  atLeast: { accept: 1.5, stretch: 2 },
};
const late: Goal = { says: 'soon', figure: 'p99', unit: 'ms', atMost: { accept: 12, stretch: 8 } };

describe('a goal', () => {
  it.each([
    [7, 'reached (stretch)'],
    [8, 'reached (stretch)'],
    [8.1, 'reached'],
    [12.1, 'missed'],
  ])('judges %d ms as %s', (p99, verdict) => {
    expect(judge(late, [{ Rejoin: fine({ p99 }) }]).verdict).toBe(verdict);
  });

  it('compares with the best peer of the same round, and takes the median of the rounds', () => {
    const round = (ours: number, a: number, b: number) => ({
      Rejoin: fine({ rate: ours }),
      a: fine({ rate: a }),
      b: fine({ rate: b }),
    });
    const judged = judge(rate, [round(30, 5, 20), round(100, 10, 1), round(10, 5, 4)]);
    expect(judged).toMatchObject({ value: 2, verdict: 'reached (stretch)' });
  });

  it('takes the least of the peers where less is better', () => {
    const goal: Goal = {
      ...late,
      against: { figure: 'p99', peers: ['a', 'b'] },
      atMost: { accept: 0.9, stretch: 0.5 },
    };
    const round = { Rejoin: fine({ p99: 8 }), a: fine({ p99: 10 }), b: fine({ p99: 100 }) };
    expect(judge(goal, [round])).toMatchObject({ value: 0.8, verdict: 'reached' });
  });

  it('is missed when one round of the product was wrong, however good its figures are', () => {
    const wrong: Outcome = { figures: { p99: 1 }, faults: ['2 fired twice'] };
    const judged = judge(late, [{ Rejoin: fine({ p99: 1 }) }, { Rejoin: wrong }]);
    expect(judged).toMatchObject({ verdict: 'missed', because: '2 fired twice' });
  });

  it('is not measured without a peer that ended well', () => {
    const round = {
      Rejoin: fine({ rate: 5 }),
      a: { figures: { rate: 1 }, faults: ['not finished in 60 s'] },
    };
    expect(judge(rate, [round]).verdict).toBe('not measured');
  });
});
