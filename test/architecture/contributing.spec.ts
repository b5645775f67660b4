import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const guide = readFileSync(join(root, 'docs/contributing.md'), 'utf8');
const [table = ''] = /\| place[^]*?\n\n/.exec(guide) ?? [];
const files = [...table.matchAll(/`([\w./-]+\/[\w./-]+\.tsx?)`/g)].flatMap(([, file]) => file ?? []);

describe('the steps for a new setting in docs/contributing.md', () => {
  it('name files that an existing setting of workstreams passes through', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
    const strangers = files.filter(
      (file) =>
        !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes('openHoldSeconds'),
    );
    expect(strangers).toEqual([]);
  });
});
