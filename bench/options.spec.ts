import { readOptions } from './options.ts';

const known = ['steady', 'storm', 'reconnect-storm', 'messages', 'growth'];

describe('what is asked of the benchmark', () => {
  it('is the short run when nothing is said', () => {
    const short = { scenes: known.slice(0, 4), rounds: 2, limitMinutes: 9.5, scale: 1, short: true };
    expect(readOptions([], known)).toMatchObject(short);
  });

  it('is one scene, with as many rounds as wanted', () => {
    expect(readOptions(['growth', '--rounds', '1'], known)).toMatchObject({
      scenes: ['growth'],
      rounds: 1,
      short: false,
    });
  });

  it('is everything, which takes no shortcut', () => {
    expect(readOptions(['--full'], known)).toMatchObject({ scenes: known, rounds: 5, full: true });
    expect(readOptions(['--full', '--continue'], known)).toMatchObject({ full: true, continues: true });
    expect(() => readOptions(['--full', '--scale', '0.1'], known)).toThrow(/in full/);
    expect(() => readOptions(['--full', 'growth'], known)).toThrow(/every scene/);
  });

  it.each([[['swim']], [['--scale', '2']], [['--rounds', 'many']], [['growth', '--continue']]])(
    'is told what is wrong with %j',
    (args) => {
      expect(() => readOptions(args, known)).toThrow(/swim|--scale|--rounds|--continue/);
    },
  );
});
