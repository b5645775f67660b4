import { cpuSeconds, parseKilobytes, parseStat, residentBytes } from './processes.ts';

describe('what Linux says of a process', () => {
  it('is read behind a name with blanks and brackets', () => {
    const stat = '42 (post) gres: (x) S 7 42 42 0 -1 4194304 100 0 0 0 150 50 7 3 20 0 1 0 12345 1000 200';
    expect(parseStat(stat)).toEqual({ parent: 7, cpuSeconds: 2.1 });
  });

  it('is in kilobytes', () => {
    expect(parseKilobytes('Rss:   10 kB\nPss:      3 kB\n', 'Pss')).toBe(3072);
    expect(parseKilobytes('', 'Pss')).toBeNaN();
  });

  it('is there of this process, and not of one that is gone', () => {
    expect(cpuSeconds([process.pid])).toBeGreaterThan(0);
    expect(residentBytes(process.pid)).toBeGreaterThan(1_000_000);
    expect(cpuSeconds([2 ** 30])).toBe(0);
  });
});
