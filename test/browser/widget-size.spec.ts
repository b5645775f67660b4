import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const built = join(root, 'dist', 'web', 'widget');
jest.setTimeout(120_000);

const text = (file: string) => readFileSync(join(built, file), 'utf8');
/** The size in transfer: compressed at the build. */
const gzip = (file: string) => statSync(join(built, `${file}.gz`)).size;

/** A script with all scripts that it needs to start. */
function whole(file: string): number {
  const imports = [...text(file).matchAll(/\bfrom\s*["'`]\.\/([^"'`]+)["'`]/g)];
  return gzip(file) + imports.reduce((sum, [, name]) => sum + whole(join(dirname(file), name!)), 0);
}

describe('the scripts that a portal’s page loads', () => {
  beforeAll(() => {
    // Builds nothing when the build exists.
    execFileSync(process.execPath, [join(root, 'apps', 'web', 'build.mjs'), 'widget'], { stdio: 'ignore' });
    expect(existsSync(built)).toBe(true);
  });

  it('are a loader of at most 2 KB', () => {
    expect(whole('v1.js')).toBeLessThanOrEqual(2_000);
  });

  it('are a panel of at most 30 KB, including the client', () => {
    expect(whole('panel.js')).toBeLessThanOrEqual(30_000);
  });

  it('contain one language of a few KB; a QR code, the transport without WebSockets, other subdomains and what most chats never show load only when they are needed', () => {
    const chunks = readdirSync(join(built, 'chunks')).filter((name) => name.endsWith('.js'));
    const [begins, others] = [
      chunks.filter((name) => /^mount-/.test(name)),
      chunks.filter((name) => !/^mount-/.test(name)),
    ];
    expect(begins).toHaveLength(1);
    expect(others.map((name) => name.split('-')[0]).sort()).toEqual([
      'any',
      'ar',
      'attention',
      'customer',
      'de',
      'en',
      'follow',
      'frame',
      'later',
      'link',
      'qr',
    ]);
    expect(whole('frame.js')).toBeLessThanOrEqual(1_000);
    expect(whole('dynamics.js')).toBeLessThanOrEqual(1_500);
    for (const name of others)
      expect(gzip(join('chunks', name))).toBeLessThanOrEqual(name.startsWith('later-') ? 7_500 : 6_000);
  });
});
