import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setVersion, versionOf } from './versions';

describe('the version of a release', () => {
  let root: string;
  const put = (path: string, value: object) => {
    writeFileSync(join(root, path), JSON.stringify(value));
  };
  const versionIn = (path: string) =>
    (JSON.parse(readFileSync(join(root, path), 'utf8')) as { version?: string }).version;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rejoin-versions-'));
    for (const folder of ['libs/client', 'libs/kernel']) mkdirSync(join(root, folder), { recursive: true });
    put('package.json', { name: 'rejoin', version: '0.9.2', private: true });
    put('libs/client/package.json', { name: '@rejoin/client', version: '0.9.2' });
    put('libs/kernel/package.json', { name: '@rejoin/kernel', private: true });
    const packages = {
      '': { version: '0.9.2' },
      'libs/client': { version: '0.9.2' },
      'node_modules/zod': { version: '0.9.2' },
    };
    put('package-lock.json', { version: '0.9.2', packages });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('is written into the product, what is published, and the lockfile; not into others', () => {
    setVersion(root, '0.10.0');
    expect(versionOf(root)).toBe('0.10.0');
    expect(versionIn('libs/client/package.json')).toBe('0.10.0');
    expect(versionIn('libs/kernel/package.json')).toBeUndefined();
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: unknown };
    expect(lock).toMatchObject({ version: '0.10.0', packages: { 'node_modules/zod': { version: '0.9.2' } } });
  });

  it.each(['0.9.2', '0.9.1', '0.8.9', '1.0', '1.0.0-beta', 'v1.0.0'])('is not %s after 0.9.2', (version) => {
    expect(() => setVersion(root, version)).toThrow('not a version after 0.9.2');
  });

  it('is the same everywhere', () => {
    put('libs/client/package.json', { name: '@rejoin/client', version: '0.9.1' });
    expect(() => versionOf(root)).toThrow('libs/client/package.json has version 0.9.1');
  });
});
