import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptFigures, rangesOf, seedAfter, type KeptRun } from './figures-file';
import { Findings } from './findings';
import { Records } from './records';
import { Recoveries } from './recoveries';
import { keptOf, withFigures } from './write-figures';

const now = new Date('2026-11-28T09:00:00Z');

function run(seed: number, seconds: number): KeptRun {
  const records = new Records();
  records.count('messages acknowledged', 7);
  const recoveries = new Recoveries();
  recoveries.add('routing killed', seconds);
  const findings = new Findings();
  findings.add('one', []);
  findings.add('two', seed === 2_000 ? ['wrong'] : []);
  const campaign = { cycles: 1, asked: 1, faults: 1, records, recoveries, factsHeard: 9 };
  const figures = { campaign, races: '600 ended, 700 expired, 700 reconnected' };
  return keptOf({ seed, minutes: 2.2, findings, figures }, now);
}

describe('the figures of a run', () => {
  it('are those of docs/guarantees.md, whose table names the plants of today', () => {
    const document = readFileSync(join(projectFolder(), 'docs/guarantees.md'), 'utf8');
    const { runs, caught } = keptFigures();
    // The formatter pads the columns of tables.
    const unpadded = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(unpadded(withFigures(document, runs, caught))).toBe(unpadded(document));
  });

  it('are stored with the checks that did not hold, and with the waits that never ended', () => {
    expect(run(2_000, Infinity)).toMatchObject({
      ...{ date: '2026-11-28', seed: 2_000, minutes: 2, held: 1, checks: 2, broken: ['two'] },
      ...{ races: 2_000, messages: 7, facts: 9, stories: 0, waits: { 'routing killed': [null] } },
    });
  });

  it('are added up over seeds that follow each other', () => {
    const ranges = rangesOf([run(1_001, 1), run(1_000, 1), run(7, 1), run(1_000, 2)]);
    expect(ranges.map(({ from, to, runs }) => [from, to, runs.length])).toEqual([
      [7, 7, 1],
      [1_000, 1_001, 3],
    ]);
  });

  it('let the full form continue after its last seed, whatever seeds other runs have played', () => {
    expect(seedAfter([])).toBe(1_000);
    expect(seedAfter([run(1_004, 1), run(1_003, 1), run(2_000_000_000, 1), run(7, 1)])).toBe(1_005);
  });
});

describe('the figures in docs/guarantees.md', () => {
  it('cover all runs, and leave the rest of the document unchanged', () => {
    const once = withFigures('# Title\n\nWords.\n', [run(1_000, 1.5)]);
    const twice = withFigures(`${once}\nMore words.\n`, [
      run(1_000, 1.5),
      run(1_001, 2.5),
      run(2_000, Infinity),
    ]);
    expect(twice).toMatch(/^# Title\n\nWords\.\n\n<!-- prove/);
    expect(twice).toMatch(/<!-- prove: end -->\n\nMore words\.\n$/);
    expect(twice).toContain('| 1000 to 1001 | 4 of 4 | 2 | 4 | 0 | 4000 | 2 | 0 | 0 | 14 | 18 |');
    expect(twice).toContain('| in all | 5 of 6 | 3 |');
    expect(twice).toContain('- Seed 2000: two.');
    expect(twice).toContain('| routing killed | 3 | 2.5 | never | never |');
    expect(twice.match(/## Figures/g)).toHaveLength(1);
  });
});
