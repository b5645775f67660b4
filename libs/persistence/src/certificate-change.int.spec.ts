import {
  freePort,
  issueCertificate,
  newAuthority,
  startPostgres,
  type PostgresServer,
} from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database';

const host = 'localhost';

describe('certificates of Postgres that change under a running service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-certificates-'));
  const dataDir = join(folder, 'data');
  const trusted = join(folder, 'authority.crt');
  let postgres: PostgresServer;
  let admin: Database;
  let database: Database;

  beforeAll(async () => {
    const logFile = join(folder, 'postgres.log');
    postgres = await startPostgres({
      dataDir,
      port: await freePort(),
      password: 'x',
      durable: false,
      logFile,
    });
    admin = await Database.open({ url: postgres.url, applicationName: 'admin' });
    trust(await renewedAuthority());
    await admin.query('alter system set ssl = on');
    await reloaded();
    const url = postgres.url.replace('127.0.0.1', host);
    await eventually(
      async () =>
        (database = await Database.open({
          url: `${url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(trusted)}`,
          applicationName: 'encrypted',
        })),
    );
  });
  afterAll(async () => {
    await database.close();
    await admin.close();
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });

  /** Gives Postgres a certificate of another authority, and returns that authority. */
  async function renewedAuthority(): Promise<string> {
    const authority = await newAuthority('Postgres');
    const { certificate, key } = await issueCertificate(authority, host);
    const { uid, gid } = statSync(dataDir);
    for (const [name, text] of Object.entries({ 'server.crt': certificate, 'server.key': key })) {
      writeFileSync(join(dataDir, name), text, { mode: 0o600 });
      chownSync(join(dataDir, name), uid, gid);
    }
    return authority.certificate;
  }

  const trust = (...authorities: string[]) => writeFileSync(trusted, authorities.join('\n'));
  const reloaded = () => admin.query('select pg_reload_conf()');
  const endConnections = () =>
    eventually(async () => {
      const left = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'encrypted'`,
      );
      return left.length === 0;
    });
  const works = () =>
    eventually(async () =>
      expect(await database.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([
        { ssl: true },
      ]),
    );

  it('are those of new connections, as soon as the file has the new authority', async () => {
    await works();
    trust(await renewedAuthority());
    await reloaded();
    // The server reads its files a moment after this.
    await eventually(async () => {
      await endConnections();
      return works();
    });
  });

  it('are refused while the file has another authority, and open connections stay', async () => {
    const authority = await renewedAuthority();
    await reloaded();
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    await eventually(async () => {
      await endConnections();
      const refused: unknown = await database.query('select 1').catch((error: unknown) => error);
      expect(String(refused)).toMatch(/certificate/);
    });
    trust(authority);
    await works();
  });
});
