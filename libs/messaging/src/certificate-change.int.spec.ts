import { changeCertificates, clusterCertificates, routeTls, type CertificateAct } from '@rejoin/servers';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from './bus';

const host = 'localhost';

describe('certificates of NATS that change under a running service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-certificates-'));
  const { authorityFile, ...clientTls } = routeTls(folder, host);
  let files: Readonly<Record<string, string>>;
  let nats: TestNats;
  let bus: Bus;

  beforeAll(async () => {
    write(await clusterCertificates([host]));
    nats = await startTestNats({ clientTls });
    bus = new Bus({ url: url(), name: 'encrypted' });
    await works();
  });
  afterAll(async () => {
    await bus.close();
    await nats.stop();
    rmSync(folder, { recursive: true });
  });

  const url = () =>
    `${nats.urlOf('routing').replace('nats:', 'tls:').replace('127.0.0.1', host)}?ca=${encodeURIComponent(authorityFile)}`;
  function write(changed: Readonly<Record<string, string>>): void {
    files = { ...files, ...changed };
    for (const [name, text] of Object.entries(changed)) writeFileSync(join(folder, name), text);
  }
  const change = async (act: CertificateAct) => write(await changeCertificates(act, files));
  const works = () => eventually(() => bus.reachesServer());

  it('are read by NATS without a restart, and the connection stays', async () => {
    const { era } = bus;
    await change('renew');
    nats.admitEverybody();
    const late = new Bus({ url: url(), name: 'late' });
    try {
      await eventually(() => late.reachesServer());
    } finally {
      await late.close();
    }
    expect(bus.era).toBe(era);
  });

  it('may be those of another authority, which the service reads from its file at the next connection', async () => {
    for (const act of ['add', 'use', 'end'] as const) {
      await change(act);
      await nats.restart();
      await works();
    }
  });

  it('are refused while the file has another authority, until it is mended', async () => {
    const { 'nats-authority.crt': right = '' } = files;
    write({ 'nats-authority.crt': (await clusterCertificates([]))['nats-authority.crt'] ?? '' });
    await nats.restart();
    const late = new Bus({ url: url(), name: 'late' });
    try {
      await eventually(() => expect(late.trouble).toMatch(/certificate/));
      expect(bus.isConnected).toBe(false);
      await eventually(() => expect(bus.trouble).toMatch(/its TLS certificate is not trusted$/));
      write({ 'nats-authority.crt': right });
      await works();
      await eventually(() => late.reachesServer());
    } finally {
      await late.close();
    }
  });
});
