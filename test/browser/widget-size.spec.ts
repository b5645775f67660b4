import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(__dirname, '..', '..');
const built = join(root, 'dist', 'web', 'widget');
const kib = 1024;
jest.setTimeout(120_000);

const text = (file: string) => readFileSync(join(built, file), 'utf8');
const gzip = (file: string) => gzipSync(text(file), { level: 9 }).length;

/** A script with all that it cannot begin without. */
function whole(file: string): number {
  const imports = [...text(file).matchAll(/\bfrom\s*["'`]\.\/([^"'`]+)["'`]/g)].map(([, name]) => name!);
  return gzip(file) + imports.reduce((sum, name) => sum + gzip(name), 0);
}

describe('what a portal’s page has to load', () => {
  beforeAll(() => {
    // Does nothing when it is built already.
    execFileSync(process.execPath, [join(root, 'apps', 'web', 'build.mjs'), 'widget'], { stdio: 'ignore' });
    expect(existsSync(built)).toBe(true);
  });

  it('is a loader of at most 2 KiB', () => {
    expect(whole('v1.js')).toBeLessThanOrEqual(2 * kib);
  });

  it('is a panel of at most 30 KiB, the client within', () => {
    expect(whole('panel.js')).toBeLessThanOrEqual(30 * kib);
  });

  it('is one language of a few KiB, and a QR code only where one is looked at', () => {
    const chunks = readdirSync(join(built, 'chunks')).filter((name) => name.endsWith('.js'));
    expect(chunks.map((name) => name.split('-')[0]).sort()).toEqual(['ar', 'de', 'en', 'qr']);
    for (const name of chunks) expect(gzip(join('chunks', name))).toBeLessThanOrEqual(5 * kib);
  });
});
