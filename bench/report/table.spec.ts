import { faultsOf, goalsTable, linesOf, number, tableOf } from './table.ts';

const round = (ours: number, theirs: number, faults: string[] = []) => ({
  Rejoin: { figures: { rate: ours }, faults: [] },
  peer: { figures: { rate: theirs }, faults },
});

describe('the table of rounds', () => {
  it('has the spread of each figure, and what the first contender is beside the others', () => {
    const rounds = [round(10, 5), round(30, 10), round(20, 20)];
    expect(linesOf(rounds)).toEqual([
      { contender: 'Rejoin', figure: 'rate', median: 20, min: 10, max: 30, ratio: NaN },
      { contender: 'peer', figure: 'rate', median: 10, min: 5, max: 20, ratio: 2 },
    ]);
    expect(tableOf(rounds)).toContain('| 2 x ');
  });

  it('leaves out rounds in which something was wrong, and says what', () => {
    const rounds = [round(10, 5), round(10, 500, ['3 fired twice'])];
    expect(linesOf(rounds)[1]).toMatchObject({ median: 5, max: 5 });
    expect(faultsOf(rounds)).toEqual(['round 2, peer: 3 fired twice']);
  });

  it('writes three digits that count', () => {
    expect([12345.6, 12.345, 0.012345, NaN].map(number)).toEqual(['12,346', '12.3', '0.0123', '-']);
  });

  it('says of a goal what was asked and what was measured', () => {
    const goal = { says: 'soon', figure: 'p99', unit: 'ms', atMost: { accept: 12, stretch: 8 } };
    const text = goalsTable([{ goal, value: 9, verdict: 'reached', because: '' }]);
    expect(text).toContain('| soon | <= 12 / 8 ms     | 9 ms     | reached |');
  });
});
