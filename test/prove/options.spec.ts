import { readOptions, rowNames } from './options';
import { plants } from './plants/plants';

describe('the options of prove', () => {
  it('are those of the short form when none is given', () => {
    expect(readOptions([])).toMatchObject({
      cycles: 25,
      stories: 1_500,
      rows: rowNames.filter((row) => row !== 'cluster'),
      write: false,
      full: false,
    });
    expect(readOptions(['--help'])).toBe('help');
  });

  it('include a seed, so that a run can be repeated', () => {
    expect(readOptions(['--seed', '7', '--rows', 'races'])).toMatchObject({ seed: 7, rows: ['races'] });
    expect(readOptions(['--seed', '7', '--planted', 'all'])).toMatchObject({ seed: 7, planted: plants });
  });

  it('include plants by name, or those that were not caught yet', () => {
    const [first, second, ...others] = plants;
    expect(readOptions(['--planted', `${second?.name},${first?.name}`])).toMatchObject({
      planted: [second, first],
    });
    const caught = others.map(({ name }) => name);
    expect(readOptions(['--planted', 'unseen'], caught)).toMatchObject({ planted: [first, second] });
  });

  it('write the figures of each run of the full form', () => {
    expect(readOptions(['--full'])).toMatchObject({ full: true, write: true, stories: 5_000 });
    expect(readOptions(['--full', '--stories', '7'])).toMatchObject({ stories: 7, races: 2_500 });
  });

  it.each([
    [['--cycles', '0'], 'whole number'],
    [['--seed', 'x'], 'whole number'],
    [['--rows', 'chaos,luck'], '--rows takes plants, model, races, security, chaos, api-races'],
    [['--faults', 'earthquake'], '--faults takes a part of'],
    [['--planted', 'weed'], `--planted takes some of all, unseen, ${plants[0]?.name}`],
    [['--seed', '0'], 'whole number'],
    [['--seed=-7'], 'whole number'],
    [['--seed', '99999999999'], 'whole number'],
    [['--full', '--seed', '7'], '--seed has no effect with --full'],
    [
      ['--planted', 'all', '--rows', 'races', '--cycles', '3'],
      '--rows, --cycles has no effect with --planted',
    ],
    [['--what'], 'Unknown option'],
  ])('%j are refused with a sentence about what is allowed', (args, why) => {
    expect(() => readOptions(args)).toThrow(why);
  });
});
