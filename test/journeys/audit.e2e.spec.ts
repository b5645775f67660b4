import { databaseOf, urlOf } from '@rejoin/servers';
import { eventually, type TestSystem } from '@rejoin/testing';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { auditLive, linesOf } from '../../apps/cli/src/use-cases/audit-live';
import { createAuditor } from '../../apps/cli/src/store/audit/create-role';
import { notInPostgres, promises } from '../../apps/cli/src/store/audit/promises';
import { schemas } from '../../apps/cli/src/store/audit/watermarks';
import { World } from './world';

/**
 * A damaged row stays damaged in this test, so this short time is enough to distinguish it from work in
 * flight.
 */
const lastsMs = 1_500;

describe('the audit of a system in use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-audit-'));
  const state = join(folder, 'state.json');
  let world: World<TestSystem>;
  let admin: Client;
  let auditor: string;
  let conversationId: string;

  beforeAll(async () => {
    world = await World.open();
    auditor = await createAuditor(world.system.databases.adminUrl, `auditor_${process.pid}`);
    admin = new Client({ connectionString: world.system.databases.adminUrl });
    await admin.connect();
    const shop = await world.shop();
    const anna = await world.agent(shop, 'anna');
    const served = await world.served(shop, anna);
    conversationId = served.conversationId;
    await served.chat.send('Hello');
    await anna.desk.end(conversationId);
    await eventually(async () =>
      expect(await world.told('routing', conversationId)).toContain('CapacityReleased'),
    );
  });
  afterAll(async () => {
    await admin.query(`drop owned by auditor_${process.pid}; drop role auditor_${process.pid}`);
    await admin.end();
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('takes no role of a service for an auditor', async () => {
    const { adminUrl, urls } = world.system.databases;
    const role = new URL(urls.routing).username;
    await expect(createAuditor(adminUrl, role)).rejects.toThrow(`${role} is not an auditor's`);
    expect(await createAuditor(adminUrl, `auditor_${process.pid}`)).not.toBe(auditor);
    auditor = await createAuditor(adminUrl, `auditor_${process.pid}`);
  });

  const broken = async (stateFile?: string) => {
    const { findings } = await auditLive(auditor, stateFile, lastsMs);
    return [...findings].filter(([, found]) => found.length > 0).map(([name]) => name);
  };

  it('is made by a role that reads everything and changes nothing', async () => {
    const reader = new Client({ connectionString: auditor });
    await reader.connect();
    try {
      await reader.query('set default_transaction_read_only = off');
      for (const schema of schemas)
        for (const change of [
          `delete from ${schema}.outbox`,
          `update ${schema}.outbox set version = 0`,
          `create table ${schema}.mine ()`,
        ])
          await expect(reader.query(change)).rejects.toThrow('permission denied');
    } finally {
      await reader.end();
    }
  });

  it('finds nothing, and reports what it has not checked', async () => {
    const audit = await auditLive(auditor, state, lastsMs);
    expect([...audit.findings.values()].flat()).toEqual([]);
    expect(audit.facts).toBeGreaterThan(0);
    expect(linesOf(audit)).toEqual(expect.arrayContaining([...notInPostgres].map((one) => `  ${one}`)));
  });

  it('checks the next time what has changed since, and keeps reporting what it has found', async () => {
    // A row counts as checked when it is a minute old.
    for (const schema of schemas)
      await admin.query(`update ${schema}.outbox set recorded_at = recorded_at - interval '2 minutes'`);
    expect(await broken(state)).toEqual([]);
    const clean = readFileSync(state, 'utf8');
    const old = `update session_gateway.conversations set session = jsonb_set(session, '{lastSeq}', '99') where id = $1`;
    const { rows } = await admin.query<{ session: object }>(
      'select session from session_gateway.conversations where id = $1',
      [conversationId],
    );
    await admin.query(old, [conversationId]);
    expect(await broken()).toEqual(['2 seq is 1..n without gaps']);
    expect((await auditLive(auditor, state, lastsMs)).facts).toBe(0);
    expect(await broken(state)).toEqual([]);
    // When the row changes it is checked again, and from then on until it is repaired.
    await admin.query(
      `update session_gateway.outbox set seq = default
       where seq = (select max(seq) from session_gateway.outbox where aggregate_id = $1)`,
      [conversationId],
    );
    for (let times = 2; times > 0; times--)
      expect(await broken(state)).toEqual(['2 seq is 1..n without gaps']);
    expect(readFileSync(state, 'utf8')).toBe(clean);
    await admin.query('update session_gateway.conversations set session = $2 where id = $1', [
      conversationId,
      rows[0]?.session,
    ]);
    expect(await broken(state)).toEqual([]);
  });

  it('names each promise that is broken', async () => {
    // The services are killed first: they would repair some rows, and only an unused database can be copied.
    const { gateways, config, routing, timer, databases } = world.system;
    for (const service of [...gateways, config, routing, timer]) await service.kill('SIGKILL');
    const server = new Client({ connectionString: urlOf(databases.adminUrl, { database: 'postgres' }) });
    await server.connect();
    await admin.end();
    const [original, copy] = [databaseOf(databases.adminUrl), `audit_${process.pid}`];
    const unseen: string[] = [];
    try {
      for (const { name, breaks } of promises) {
        await eventually(() => server.query(`create database ${copy} template ${original}`));
        const hand = new Client({ connectionString: urlOf(databases.adminUrl, { database: copy }) });
        await hand.connect();
        await hand.query(`grant connect on database ${copy} to public; ${breaks}`);
        await hand.end();
        const { findings } = await auditLive(urlOf(auditor, { database: copy }), undefined, 0);
        if (findings.get(name)?.length === 0) unseen.push(name);
        await server.query(`drop database ${copy} with (force)`);
      }
    } finally {
      await server.query(`drop database if exists ${copy} with (force)`);
      await server.end();
      admin = new Client({ connectionString: databases.adminUrl });
      await admin.connect();
    }
    expect(unseen).toEqual([]);
  });
});
