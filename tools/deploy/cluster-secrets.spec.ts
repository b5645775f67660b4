import { certificateFlaw } from '@rejoin/servers';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeClusterCertificates, makeClusterSecrets } from './cluster-secrets';
import { writeSecretFile } from './secret-files';

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

  it('get new certificates in the same files, which containers have mounted', async () => {
    const before = all();
    const { ino } = statSync(join(folder, 'nats.crt'));
    await changeClusterCertificates(folder, 'renew');
    expect(servers.map(flaw)).toEqual([undefined, undefined, undefined]);
    for (const name of servers) expect(read(`${name}.crt`)).not.toBe(before[`${name}.crt`]);
    expect(read('nats-authority.crt')).toBe(before['nats-authority.crt']);
    expect(statSync(join(folder, 'nats.crt'))).toMatchObject({ ino, mode: 0o100444 });
  });

  it('get another authority in three steps, each of which fits the one before', async () => {
    const old = all();
    const isOfOld = () =>
      servers.map((name) => certificateFlaw(read(`${name}.crt`), old['nats-authority.crt'] ?? '', name));
    await expect(changeClusterCertificates(folder, 'use')).rejects.toThrow('add another one first');
    await changeClusterCertificates(folder, 'add');
    await expect(changeClusterCertificates(folder, 'add')).rejects.toThrow('end the old one first');
    expect(servers.map(flaw)).toEqual([undefined, undefined, undefined]);
    expect(isOfOld()).toEqual([undefined, undefined, undefined]);
    await changeClusterCertificates(folder, 'use');
    expect(servers.map(flaw)).toEqual([undefined, undefined, undefined]);
    expect(new Set(isOfOld())).toEqual(new Set(['is of another authority']));
    await changeClusterCertificates(folder, 'end');
    expect(servers.map(flaw)).toEqual([undefined, undefined, undefined]);
    expect(read('nats-authority.crt').match(/BEGIN/g)).toHaveLength(1);
    expect(statSync(join(folder, 'nats-authority.key')).mode & 0o777).toBe(0o400);
  });

  it('do not lose the authority of a certificate that is in use', async () => {
    await changeClusterCertificates(folder, 'add');
    const files = all();
    await changeClusterCertificates(folder, 'use');
    writeSecretFile(folder, 'nats-2.crt', files['nats-2.crt'] ?? '');
    await expect(changeClusterCertificates(folder, 'end')).rejects.toThrow(
      'nats-2.crt is of the other authority',
    );
    await changeClusterCertificates(folder, 'renew');
    await changeClusterCertificates(folder, 'end');
  });

  it('are not made by a new authority beside certificates of the old one', async () => {
    rmSync(join(folder, 'nats-authority.key'));
    await expect(makeClusterSecrets(folder, servers)).rejects.toThrow('nats-authority.key is missing');
  });
});
