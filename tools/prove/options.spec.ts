import { readOptions, rowNames } from './options';
import { plants } from './plants/plants';

describe('options of prove', () => {
  it('are the short form when none is given', () => {
    expect(readOptions([])).toMatchObject({
      cycles: 25,
      minutes: 7,
      rows: rowNames,
      write: false,
      full: false,
    });
    expect(readOptions(['--help'])).toBe('help');
  });

  it('take a seed, so that a run can be repeated', () => {
    expect(readOptions(['--seed', '7', '--rows', 'races', '--planted', 'all'])).toMatchObject({
      seed: 7,
      rows: ['races'],
      planted: 'all',
    });
  });

  it('keep the figures of each run of the full form', () => {
    expect(readOptions(['--full'])).toMatchObject({ full: true, write: true });
  });

  it.each([
    [['--cycles', '0'], 'whole number'],
    [['--seed', 'x'], 'whole number'],
    [['--rows', 'chaos,luck'], '--rows takes plants, model, races, security, chaos'],
    [['--faults', 'earthquake'], '--faults takes a part of'],
    [['--planted', 'weed'], `--planted takes one of all, ${plants[0]?.name}`],
    [['--what'], 'Unknown option'],
  ])('%j are refused with what they take', (args, why) => {
    expect(() => readOptions(args)).toThrow(why);
  });
});
