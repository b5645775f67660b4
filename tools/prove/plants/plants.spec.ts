import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowNames } from '../options';
import { isByTest, planted } from './plant';
import { plants } from './plants';

const root = join(__dirname, '..', '..', '..');

describe('a plant', () => {
  it('stands exactly where it says, or is none', () => {
    const plant = { from: 'if (sealed) return;', to: '' };
    expect(planted(plant, 'a\nif (sealed) return;\nb')).toBe('a\n\nb');
    expect(planted(plant, 'a\nb')).toBeUndefined();
    expect(planted(plant, 'if (sealed) return; if (sealed) return;')).toBeUndefined();
  });

  it('is put in as it is, whatever signs stand in it', () => {
    expect(planted({ from: 'a', to: '$&$1' }, 'xay')).toBe('x$&$1y');
  });

  it.each(plants.map((plant) => [plant.name, plant] as const))('%s applies', (_name, plant) => {
    const { caughtBy } = plant;
    const without = planted(plant, readFileSync(join(root, plant.file), 'utf8'));
    expect(without).toBeDefined();
    if (!isByTest(caughtBy)) return;
    expect(existsSync(join(root, caughtBy.spec))).toBe(true);
  });

  it.each(rowNames.filter((row) => row !== 'plants'))('is caught by the row of %s', (row) => {
    const played = plants.flatMap(({ caughtBy }) => (isByTest(caughtBy) ? [] : [caughtBy.played.join(' ')]));
    expect(played.some((options) => options.startsWith(`--rows ${row}`))).toBe(true);
  });

  it('has a name of its own', () => {
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length);
  });
});
