import { families, streamOf, subjectsOf } from '@rejoin/contracts';
import { OperatorConnection } from '@rejoin/messaging';
import { freePort, natsGreeting, serviceNames, spawnDependent, startNats } from '@rejoin/servers';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { connect, nanos, StorageType } from 'nats';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { theRun } from '../../../../libs/testing/src/run/run-environment';
import type { Finding } from '../domain/finding';
import { examineNats, examineNatsUsers } from './examine-nats';

const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, what }) => `${check}: ${what}`);

describe('doctor, of a real NATS', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await startTestNats();
  });
  afterAll(() => nats.stop());
  const passwords = Object.fromEntries(
    [...serviceNames, 'operator', 'integrator'].map((user) => [user, 'test']),
  );

  it('finds that users are refused, and nothing when each has its rights', async () => {
    expect(wrong(await examineNatsUsers(nats.url, passwords))).toEqual([]);
    nats.refuseEverybody();
    try {
      const findings = await examineNatsUsers(nats.url, passwords);
      expect(findings).toHaveLength(6);
      expect(findings[0]).toMatchObject({
        level: 'problem',
        what: 'NATS as config: it refuses the user or the password',
      });
    } finally {
      nats.admitEverybody();
    }
  });

  it('finds a user with the rights of the operator, on a NATS without rights', async () => {
    const open = await startNats({
      storeDir: mkdtempSync(join(theRun().folder, 'open-nats-')),
      port: await freePort(),
      binary: theRun().nats,
    });
    try {
      expect(wrong(await examineNatsUsers(open.url, { routing: 'x' }))).toEqual([
        "nats.rights: routing may send $JS.API.STREAM.NAMES, which is the operator's",
      ]);
    } finally {
      await open.stop();
    }
  });

  it('finds every stream that is missing', async () => {
    const findings = wrong(await examineNats(nats.url, []));
    expect(findings).toHaveLength(4);
    expect(findings).toContain('nats.streams: the stream REJOIN_ROUTING does not exist');
  });

  it('finds a stream that has another setting than its service gives it', async () => {
    const connection = await connect({ servers: new URL(nats.url).host, user: 'operator', pass: 'test' });
    try {
      const { streams } = await connection.jetstreamManager();
      const subjects = families.filter(({ producer }) => producer === 'routing').map(subjectsOf);
      await streams.add({
        name: streamOf('routing'),
        subjects,
        max_age: nanos(60_000),
        storage: StorageType.Memory,
      });
      const findings = wrong(await examineNats(nats.url, []));
      expect(findings).toContain('nats.streams: REJOIN_ROUTING has storage "memory" instead of "file"');
      expect(findings).toContainEqual(
        expect.stringMatching(/^nats.streams: REJOIN_ROUTING has max_age 60000000000 /),
      );
      await streams.delete(streamOf('routing'));
    } finally {
      await connection.close();
    }
  });

  it('finds that JetStream is switched off', async () => {
    const port = await freePort();
    const plain = spawnDependent(theRun().nats.path, ['-a', '127.0.0.1', '-p', String(port)], {
      deathSignal: 'SIGKILL',
      stdio: 'ignore',
    });
    try {
      await eventually(async () => expect(await natsGreeting('127.0.0.1', port)).toBeDefined());
      expect(wrong(await examineNats(`nats://127.0.0.1:${port}`, []))).toEqual([
        'nats.jetstream: JetStream is switched off',
      ]);
    } finally {
      plain.kill('SIGKILL');
    }
  });

  it('says that a server is gone within its limit', async () => {
    await expect(OperatorConnection.open(`nats://127.0.0.1:${await freePort()}`)).rejects.toThrow();
  });
});
