import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
jest.setTimeout(120_000);

const folder = (page: string) => join(root, 'dist', 'web', page);
const text = (page: string, file: string) => readFileSync(join(folder(page), 'assets', file), 'utf8');
/** The size in transfer: compressed at the build. */
const gzip = (page: string, file: string) => statSync(join(folder(page), 'assets', `${file}.gz`)).size;
const named = (page: string, name: string) =>
  readdirSync(join(folder(page), 'assets')).filter(
    (file) => file.startsWith(`${name}-`) && file.endsWith('.js'),
  );

/** The scripts with all that they import before they run. */
function closure(page: string, files: readonly string[]): Set<string> {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, next] of text(page, file).matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
      add(next!);
  };
  files.forEach(add);
  return found;
}

/** What `index.html` asks for, and the texts of the language whose texts are largest. */
function firstLoad(page: string): string[] {
  const html = readFileSync(join(folder(page), 'index.html'), 'utf8');
  const asked = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, file]) => file!);
  const scripts = [...closure(page, asked)];
  // The texts of a part that comes later, such as the supervisor's page, come with it.
  const texts = named(page, 'ar').filter((file) =>
    scripts.some((script) => text(page, script).includes(file)),
  );
  return [...scripts, ...texts];
}

const size = (page: string, files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzip(page, file), 0);

describe('the first load', () => {
  beforeAll(() => {
    for (const page of ['desk', 'admin']) {
      // Builds nothing when the build exists.
      execFileSync(process.execPath, [join(root, 'apps/web/build.mjs'), page], { stdio: 'ignore' });
    }
  });

  it('of the desk is below 190 KB, whatever the language', () => {
    const files = firstLoad('desk');
    expect(files.length).toBeGreaterThan(2);
    expect(size('desk', files)).toBeLessThan(190_000);
  });

  it('of the desk is below 200 KB with an open conversation', () => {
    const files = new Set([...firstLoad('desk'), ...closure('desk', named('desk', 'conversation'))]);
    expect(size('desk', files)).toBeLessThan(200_000);
  });

  it('of the supervisor’s page is without the chart library, which is below 125 KB', () => {
    const page = closure('desk', named('desk', 'supervisor-page'));
    const [charts, ...others] = named('desk', 'column-chart');
    expect(others).toEqual([]);
    expect(page).not.toContain(charts);
    expect(size('desk', [charts!])).toBeLessThan(125_000);
  });

  it('of the console is below 265 KB', () => {
    expect(size('admin', firstLoad('admin'))).toBeLessThan(265_000);
  });

  it.each([
    ['desk', ['supervisor-page', 'history-page', 'second-factor-dialog', 'overlays', 'dark-theme']],
    ['admin', ['workstream-page', 'new-widget-wizard', 'second-factor-dialog', 'dark-theme']],
  ])('of the page %s has no part that few people need', (page, parts) => {
    const first = closure(page, firstLoad(page));
    for (const part of parts) {
      const [file] = named(page, part);
      expect(file).toBeDefined();
      expect(first).not.toContain(file);
    }
  });
});
