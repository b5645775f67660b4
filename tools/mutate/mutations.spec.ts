import { mutationsOf } from './mutations';

const mutants = (text: string) =>
  mutationsOf('page.tsx', text).map(
    ({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end),
  );

describe('mutations of a source file', () => {
  it('change operators at comparisons, conjunctions and sums', () => {
    expect(mutants('a < b;')).toEqual(['a <= b;']);
    expect(mutants("a === 'b';")).toEqual(["a !== 'b';"]);
    expect(mutants('a && b;')).toEqual(['a || b;']);
    expect(mutants('a + b;')).toEqual(['a - b;']);
  });

  it('negate conditions, and each condition once', () => {
    expect(mutants('if (a) {}')).toEqual(['if (!(a)) {}']);
    expect(mutants('!a ? b : c;')).toEqual(['a ? b : c;']);
    expect(mutants('if (a === b) {}')).toEqual(['if (a !== b) {}']);
  });

  it('move boundaries by one, and times to zero', () => {
    expect(mutants('f(x, 1_000);')).toContain('f(x, 1001);');
    expect(mutants('const waitMs = 1_000;')).toEqual(['const waitMs = 0;']);
  });

  it('leave out calls whose result nobody uses', () => {
    expect(mutants('f();')).toEqual([';']);
    expect(mutants('void f();')).toEqual([';']);
    expect(mutants('const a = f();')).toEqual([]);
  });

  it('leave types and styles alone', () => {
    expect(mutants('type A = 1 | 2;')).toEqual([]);
    expect(mutants('const s = makeStyles({ a: { flexGrow: 1 } });')).toEqual([]);
    expect(mutants('const s = <Icon size={20} />;')).toEqual([]);
  });

  it('say where they are', () => {
    expect(mutationsOf('page.tsx', '\na < b;')).toEqual([
      { file: 'page.tsx', line: 2, column: 3, what: '< becomes <=', start: 3, end: 4, replacement: '<=' },
    ]);
  });
});
