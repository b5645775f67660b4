import { authorityFile, projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name: string) => readFileSync(join(projectFolder(), name), 'utf8');
const base = read('docker-compose.yml');
const cluster = read('docker-compose.cluster.yml');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one = '']) => one);
const servers = ['nats', 'nats-2', 'nats-3'];

describe('docker-compose.cluster.yml', () => {
  it('names the three servers to every user of docker-compose.yml', () => {
    const users = found(base, /NATS_URL: nats:\/\/([a-z-]+)@nats:4222$/gm);
    expect(new Set(users).size).toBe(5);
    expect(found(cluster, /NATS_URL: (.*)/g).sort()).toEqual(
      [...new Set(users)].map((user) => servers.map((one) => `nats://${user}@${one}:4222`).join(',')).sort(),
    );
    expect(found(cluster, /NATS_SERVERS: (.*)/g)).toEqual([servers.join(',')]);
  });

  it('reads the secrets that npm run secrets -- --cluster makes, without the key of the authority', () => {
    const files = [
      'NATS_CLUSTER_PASSWORD',
      authorityFile,
      ...servers.flatMap((one) => [`${one}.crt`, `${one}.key`]),
    ];
    expect(found(cluster, /^ {2}([A-Za-z0-9_.-]+):\s+\{ file: /gm).sort()).toEqual([...files].sort());
    expect(cluster).not.toContain('nats-authority.key');
  });

  it('gives each server a volume of its own, which gets its owner from the image', () => {
    const owned = /^RUN mkdir (.*) \\$/m.exec(read('Dockerfile'))?.[1]?.split(' ') ?? [];
    for (const n of [1, 2, 3]) {
      expect(cluster).toContain(`volumes: ['nats-${n}-data:/data']`);
      expect(cluster).toContain(`'nats-${n}-data:/nats-${n}-data'`);
      expect(owned).toContain(`/nats-${n}-data`);
    }
  });
});
