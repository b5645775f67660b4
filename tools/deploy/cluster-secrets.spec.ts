import { certificateFlaw } from '@rejoin/servers';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClusterSecrets } from './cluster-secrets';

describe('the secrets of a NATS cluster', () => {
  const servers = ['nats', 'nats-2', 'nats-3'];
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-cluster-secrets-'));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const all = () => Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]));
  const flaw = (name: string) => certificateFlaw(read(`${name}.crt`), read('nats-authority.crt'), name);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are a password, an authority, and a certificate for each server, and are kept', async () => {
    expect(await makeClusterSecrets(folder, servers)).toBe(9);
    expect(readdirSync(folder).sort()).toEqual([
      'NATS_CLUSTER_PASSWORD',
      'nats-2.crt',
      'nats-2.key',
      'nats-3.crt',
      'nats-3.key',
      'nats-authority.crt',
      'nats-authority.key',
      'nats.crt',
      'nats.key',
    ]);
    expect(servers.map(flaw)).toEqual([undefined, undefined, undefined]);
    expect(statSync(join(folder, 'nats-authority.key')).mode & 0o777).toBe(0o400);
    const before = all();
    expect(await makeClusterSecrets(folder, servers)).toBe(0);
    expect(all()).toEqual(before);
  });

  it('get a new certificate of the same authority when a file of it was deleted, and nothing else', async () => {
    const before = all();
    rmSync(join(folder, 'nats-2.key'));
    expect(await makeClusterSecrets(folder, servers)).toBe(2);
    expect(flaw('nats-2')).toBeUndefined();
    expect(read('nats-2.crt')).not.toBe(before['nats-2.crt']);
    expect(all()).toMatchObject({
      ...before,
      'nats-2.crt': read('nats-2.crt'),
      'nats-2.key': read('nats-2.key'),
    });
  });

  it('are not made by a new authority beside certificates of the old one', async () => {
    rmSync(join(folder, 'nats-authority.key'));
    await expect(makeClusterSecrets(folder, servers)).rejects.toThrow('nats-authority.key is missing');
  });
});
