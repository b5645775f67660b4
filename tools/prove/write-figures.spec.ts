import { Findings } from './findings';
import { Records } from './records';
import { Recoveries } from './recoveries';
import { withFigures, type Run } from './write-figures';

function run(seed: number, seconds: number): Run {
  const records = new Records();
  records.count('messages acknowledged', 7);
  const recoveries = new Recoveries();
  recoveries.add('routing killed', seconds);
  const findings = new Findings();
  findings.add('one', []);
  return {
    seed,
    minutes: 2.2,
    findings,
    campaign: { cycles: 1, faults: 1, records, recoveries, factsHeard: 9 },
    races: undefined,
  };
}

const now = new Date('2026-11-28T09:00:00Z');

describe('the figures in docs/guarantees.md', () => {
  it('add up by run, with the waits of the last one, and leave the rest of the document alone', () => {
    const once = withFigures('# Title\n\nWords.\n', run(1, 1.5), now);
    const twice = withFigures(`${once}\nMore words.\n`, run(2, 2.5), now);
    expect(twice).toMatch(/^# Title\n\nWords\.\n\n<!-- prove/);
    expect(twice).toMatch(/<!-- prove: end -->\n\nMore words\.\n$/);
    expect(twice).toContain('| 2026-11-28 | 1 | 1 of 1 | 1 | 2 | 7 | 0 | 9 |\n| 2026-11-28 | 2 | 1 of 1 |');
    expect(twice).toContain('| routing killed | 1 | 2.5 | 2.5 | 2.5 |');
    expect(twice).not.toContain('1.5');
    expect(twice.match(/## Figures/g)).toHaveLength(1);
  });
});
