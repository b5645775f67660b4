import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesOf, watermarksIn } from './audit-live';
import { promises } from '../store/audit/promises';
import { changed } from '../store/audit/watermarks';

describe('an audit that continues from a watermark', () => {
  it('checks what has changed since, and everything without a watermark', () => {
    expect(changed({}, 'routing', 'c.id')).toBe('true');
    expect(changed({ routing: 7 }, 'routing', 'c.id')).toBe(
      'c.id in (select aggregate_id from routing.outbox where seq > 7)',
    );
    expect(changed({ routing: 7 }, 'config', 'c.id')).toBe('true');
  });

  it('restricts every query that grows with the history to the new part', () => {
    const since = { config: 7, session_gateway: 7, reconnection_timer: 7, routing: 7 };
    // The open, unpublished and parked rows are few, however long the history is.
    const short = promises.filter(({ query }) => !query(since).includes('seq > 7')).map(({ name }) => name);
    expect(short.map((name) => name.split(' ')[0])).toEqual(['8', '8', '14', '18']);
  });

  describe('stores the watermark in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-audit-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('that may be missing, and is refused when it has other content', () => {
      const file = join(folder, 'state');
      expect(watermarksIn(file)).toEqual({});
      writeFileSync(file, '{"routing":7}');
      expect(watermarksIn(file)).toEqual({ routing: 7 });
      writeFileSync(file, '{"routing":"7; drop table x"}');
      expect(() => watermarksIn(file)).toThrow('is not the state of an audit');
    });
  });
});

describe('the lines of an audit', () => {
  it('name the findings, and what was not checked', () => {
    const findings = new Map([
      ['2 seq', []],
      ['7 versions', ['routing session c1']],
    ]);
    const lines = linesOf({ findings, facts: 5, seconds: 1.23 });
    expect(lines.slice(0, 3)).toEqual([
      'holds   2 seq (0 findings)',
      'BROKEN  7 versions (1 findings)',
      '          routing session c1',
    ]);
    expect(lines.at(-1)).toBe('audit: 1 of 2 promises hold, 5 facts checked in 1.2 s');
    expect(lines.join('\n')).toContain('not checked');
  });
});
