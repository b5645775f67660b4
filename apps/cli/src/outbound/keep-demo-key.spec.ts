import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepDemoKey } from './keep-demo-key';

describe('the key of the demo', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoin-demo-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is written with access for its owner only, and matches the returned public key', async () => {
    const file = join(folder, 'made', 'on', 'the', 'way.pem');
    const publicKey = await keepDemoKey(file);
    const written = createPrivateKey(await readFile(file, 'utf8'));
    expect(createPublicKey(written).export({ type: 'spki', format: 'pem' })).toBe(publicKey);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('stays the same while the file exists', async () => {
    const file = join(folder, 'key.pem');
    const first = await keepDemoKey(file);
    expect(await keepDemoKey(file)).toBe(first);
    await rm(file);
    expect(await keepDemoKey(file)).not.toBe(first);
  });

  it('is the same for replicas that start together', async () => {
    const file = join(folder, 'key.pem');
    const keys = await Promise.all(Array.from({ length: 8 }, () => keepDemoKey(file)));
    expect(new Set(keys).size).toBe(1);
    expect(await keepDemoKey(file)).toBe(keys[0]);
    expect(await readdir(folder)).toEqual(['key.pem']);
  });

  it('is not kept when no file is configured', async () => {
    expect(await keepDemoKey(undefined)).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });
});
