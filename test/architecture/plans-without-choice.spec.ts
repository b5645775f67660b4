import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/**
 * With such settings a planner that believes a table to be empty prefers a full scan to the lookup of a few
 * rows.
 */
const choices = [
  /\bupdate\s+\w+(?:\s+\w+)?\s+set\b[^;]*\bfrom\s+unnest\(/i,
  /\bfrom\s+unnest\([^;]*?\)(?:\s+with\s+ordinality)?\s+as\s+\w+\s*\([^)]*\)\s*(?:left\s+)?join\s+(?!lateral\b)\w+/i,
  /\bwhere\s+\([\w\s,]+\)\s+in\s+\(\s*select\s+[^)]*\bunnest\(/i,
];

const hasChoice = (statement: string): boolean => choices.some((choice) => choice.test(statement));

describe('a statement about rows that parameters identify', () => {
  it.each([
    `update holds h set ended_at = m.at from unnest($1::text[], $2::timestamptz[]) as m (id, at) where h.id = m.id`,
    `select o.seq from unnest($1::text[], $2::bigint[]) as f (id, version) join outbox o on o.id = f.id`,
    `select v.id from unnest($1::text[]) with ordinality as a (id, n)\n left join versions v on v.id = a.id`,
    `select * from alarms where (kind, id) in (select * from unnest($1::text[], $2::text[]))`,
  ])('is distinguished from one that looks its rows up: %s', (statement) => {
    expect(hasChoice(statement)).toBe(true);
  });

  it('finds each row by an index, whatever the planner believes', () => {
    const files = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    );
    const product = files.filter((file) => /\.ts$/.test(file) && !/\.(spec|fixture)\.ts$/.test(file));
    const found = product.flatMap((file) => {
      const statements = readFileSync(join(root, file), 'utf8').match(/`[^`]*`/g) ?? [];
      return statements.filter(hasChoice).map((statement) => `${file}: ${statement}`);
    });
    expect(product.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});
