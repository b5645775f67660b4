import { freePort } from '@rejoin/servers';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Environment } from '../cli.environment';
import { checkCertificate } from '../domain/check-certificate';
import type { Finding } from '../domain/finding';
import { certificateEnd } from '../outbound/certificate';
import { examine } from './examine';
import { examineServices } from './examine-services';

const folder = mkdtempSync(join(tmpdir(), 'rejoin-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, what }) => `${check}: ${what}`);

describe('doctor, of processes', () => {
  const serving = async (live: object, metrics: string, status = 200) => {
    const server = createHttpServer((request, response) => {
      const isReady = request.url === '/health/ready';
      response.statusCode = isReady ? status : 200;
      response.end(
        request.url === '/metrics'
          ? metrics
          : JSON.stringify(isReady ? { postgres: 'up', nats: 'down' } : live),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
  };

  it('finds two releases, a clock that differs, and a process that is not ready or gone', async () => {
    const own = await serving({ release: '2.0.0' }, 'rejoin_clock_difference_seconds 0.01\n');
    const old = await serving({ release: '1.0.0' }, 'rejoin_clock_difference_seconds 3\n', 503);
    const gone = `127.0.0.1:${await freePort()}`;
    try {
      expect(wrong(await examineServices([own.url], '2.0.0'))).toEqual([]);
      const host = new URL(old.url).host;
      expect(wrong(await examineServices([own.url, old.url, `http://${gone}`], '2.0.0'))).toEqual([
        `services.ready: ${host} is not ready (Postgres up, NATS down)`,
        `services.ready: ${gone} is not ready (nothing listens there)`,
        'services.release: these releases run: 1.0.0, 2.0.0; this command is of 2.0.0',
        `clock: ${host}: 3000 ms ahead of Postgres`,
      ]);
    } finally {
      own.close();
      old.close();
    }
  });
});

describe('doctor, of a certificate', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  /** Serves https with a certificate whose validity ended before, or ends after, today. */
  const serving = async (name: string, days: number): Promise<string> => {
    const file = (suffix: string) => join(folder, `${name}.${suffix}`);
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ed25519',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        String(days),
        '-keyout',
        file('key'),
        '-out',
        file('crt'),
      ],
      { stdio: 'ignore' },
    );
    const server = createServer({ key: readFileSync(file('key')), cert: readFileSync(file('crt')) });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('finds one that has expired, and nothing about one that is valid', async () => {
    const [expired, valid] = [await serving('short', 1), await serving('valid', 90)];
    // openssl makes no certificate of the past, so this looks from the day after tomorrow.
    const later = Date.now() + 2 * 86_400_000;
    expect(checkCertificate(expired, await certificateEnd(expired), later).level).toBe('problem');
    expect(checkCertificate(valid, await certificateEnd(valid), later).level).toBe('ok');
  });
});

describe('doctor, while nothing works', () => {
  it('runs every check, and names each server with a remedy', async () => {
    const port = await freePort();
    writeFileSync(join(folder, 'POSTGRES_PASSWORD'), 'short');
    const findings = await examine(
      new Environment({
        DATABASE_URL: `postgres://rejoin@127.0.0.1:${port}/rejoin`,
        NATS_URL: `nats://operator@127.0.0.1:${port}`,
        REJOIN_OPS_URLS: `http://127.0.0.1:${port}`,
        REJOIN_SECRETS: folder,
        REJOIN_DISKS: folder,
      }),
      '1.0.0',
    );
    const what = wrong(findings);
    expect(what).toContain(`postgres: Postgres at 127.0.0.1:${port}: nothing listens there`);
    expect(what).toContain(`nats: NATS at 127.0.0.1:${port}: nothing listens there`);
    expect(what).toContain(`services.ready: 127.0.0.1:${port} is not ready (nothing listens there)`);
    expect(what).toContain('secrets: POSTGRES_PASSWORD has 5 characters, and needs 20');
    expect(findings.map(({ check }) => check)).toContain('disk');
    expect(findings.filter(({ level, remedy }) => level !== 'ok' && remedy === undefined)).toEqual([]);
  });

  it('names a folder of secrets that is not there, and a secret that cannot be read, and goes on', async () => {
    const port = await freePort();
    const servers = {
      DATABASE_URL: `postgres://rejoin@127.0.0.1:${port}/rejoin`,
      NATS_URL: `nats://operator@127.0.0.1:${port}`,
    };
    const gone = await examine(
      new Environment({ ...servers, REJOIN_SECRETS: join(folder, 'gone') }),
      '1.0.0',
    );
    expect(wrong(gone)).toContainEqual(expect.stringMatching(/^secrets: REJOIN_SECRETS: ENOENT/));
    // Docker makes a folder in place of a file that is not there.
    const odd = mkdtempSync(join(folder, 'odd-'));
    mkdirSync(join(odd, 'ROUTING_NATS_PASSWORD'));
    const findings = wrong(await examine(new Environment({ ...servers, REJOIN_SECRETS: odd }), '1.0.0'));
    expect(findings).toContainEqual(expect.stringMatching(/^secrets: ROUTING_NATS_PASSWORD: EISDIR/));
    expect(findings).toContain(`postgres: Postgres at 127.0.0.1:${port}: nothing listens there`);
  });

  it('does not wait for a server that is silent', async () => {
    const silent = createHttpServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const [postgres] = await examine(
      new Environment({
        DATABASE_URL: `postgres://rejoin@127.0.0.1:${port}/rejoin`,
        NATS_URL: `nats://127.0.0.1:${port}`,
      }),
      '1.0.0',
    ).then((findings) => findings.filter(({ check }) => check === 'postgres'));
    expect(postgres?.level).toBe('problem');
    silent.closeAllConnections();
    silent.close();
  });
});
