import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowNames } from '../options';
import { isByTest, planted } from './plant';
import { plants } from './plants';

const root = join(__dirname, '..', '..', '..');

/** All divisions of a test's full title into the titles of a `describe` and an `it`. */
function titlesOf(test: string): readonly string[][] {
  const words = test.split(' ');
  return words.map((_, i) => [words.slice(0, i).join(' '), words.slice(i).join(' ')]);
}

describe('a plant', () => {
  it('applies only to a file that contains its text exactly once', () => {
    const plant = { from: 'if (sealed) return;', to: '' };
    expect(planted(plant, 'a\nif (sealed) return;\nb')).toBe('a\n\nb');
    expect(planted(plant, 'a\nb')).toBeUndefined();
    expect(planted(plant, 'if (sealed) return; if (sealed) return;')).toBeUndefined();
  });

  it('inserts its text literally, whatever characters it contains', () => {
    expect(planted({ from: 'a', to: '$&$1' }, 'xay')).toBe('x$&$1y');
  });

  it.each(plants.map((plant) => [plant.name, plant] as const))('%s applies', (_name, plant) => {
    const { caughtBy } = plant;
    const without = planted(plant, readFileSync(join(root, plant.file), 'utf8'));
    expect(without).toBeDefined();
    if (!isByTest(caughtBy)) return;
    const spec = readFileSync(join(root, caughtBy.spec), 'utf8');
    expect(titlesOf(caughtBy.test).some((parts) => parts.every((part) => spec.includes(part)))).toBe(true);
  });

  it.each(rowNames.filter((row) => row !== 'plants'))('is caught by the row of %s', (row) => {
    const played = plants.flatMap(({ caughtBy }) => (isByTest(caughtBy) ? [] : [caughtBy.played.join(' ')]));
    expect(played.some((options) => options.startsWith(`--rows ${row}`))).toBe(true);
  });

  it('has a name of its own', () => {
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length);
  });
});
