import { newId, newSecret } from '@rejoin/kernel';
import {
  freePort,
  ConnectionCutter,
  perService,
  provision,
  startPostgres,
  type PostgresServer,
} from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { start, type TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { ConversationsStore } from '../../store/conversations.store';
import { FeedStore } from '../../store/feed.store';
import { readSession } from '../../store/session-lookups';
import { leaseSeconds } from '../../store/leases.store';

describe('a gateway during an outage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-outage-'));
  let postgres: PostgresServer;
  let gateway: GatewayFixture;
  let widgetId: string;
  let startAgain: () => Promise<void>;
  let gatewayUrl: string;

  beforeAll(async () => {
    const port = await freePort();
    const options = { dataDir: join(folder, 'data'), logFile: join(folder, 'log'), port, password: 'test' };
    startAgain = async () => {
      postgres = await startPostgres({ ...options, durable: false });
    };
    await startAgain();
    const urls = await provision(
      postgres.url,
      perService(() => 'test'),
      'outage',
    );
    gatewayUrl = urls['session-gateway'];
    gateway = await GatewayFixture.start({
      replicas: 2,
      databases: { urls, drop: () => postgres.stop() },
    });
    widgetId = await gateway.widget();
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const health = async (verb: string) => (await fetch(`${gateway.replica().opsUrl}/health/${verb}`)).status;

  it('of Postgres: refuses as unavailable, keeps sockets, and afterwards nothing is lost or stored twice', async () => {
    const here = await gateway.customer(widgetId);
    const leaving = await gateway.customer(widgetId);
    const newcomer = await gateway.call('/v1/chat', undefined, 1);
    const secret = newSecret();
    const message = { type: 'send', requestId: 'm1', text: 'Anybody there?' };

    await postgres.stop();
    const downSince = performance.now();
    expect(await here.caller.ask(message)).toMatchObject({ name: 'unavailable', retryAfterSeconds: 1 });
    expect(await newcomer.refusal(start(widgetId, { secret }))).toBe('unavailable');
    const http = await gateway.http('GET', `/v1/widgets/${newId()}`);
    expect([http.status, http.json['name'], http.headers.get('retry-after')]).toEqual([
      503,
      'unavailable',
      '1',
    ]);
    expect(await health('live')).toBe(200);
    expect(await health('ready')).toBe(503);
    const leftAt = new Date().toISOString();
    leaving.caller.leave();
    // The outage is longer than a lease. No gateway may take the other one for dead because of it.
    await eventually(() => performance.now() - downSince > (leaseSeconds + 2) * 1_000);

    await startAgain();
    await eventually(async () => {
      here.caller.frames.length = 0;
      expect((await here.caller.ask(message)).type).toBe('ack');
    });
    here.caller.frames.length = 0;
    await here.caller.ask(message);
    const stored = await gateway.database.query(
      `select 1 from entries where conversation_id = $1 and client_id = 'm1'`,
      [here.conversationId],
    );
    expect(stored).toHaveLength(1);

    await eventually(async () =>
      expect(await newcomer.ask(start(widgetId, { secret }))).toMatchObject({
        type: 'resumed',
        created: true,
      }),
    );

    await gateway.until(leaving.conversationId, ({ status }) => status === 'away');
    const left = await readSession(gateway.database, leaving.conversationId);
    expect(Math.abs(Date.parse(left?.lostAt ?? '') - Date.parse(leftAt))).toBeLessThan(leaseSeconds * 1_000);

    const stayed = await readSession(gateway.database, here.conversationId);
    expect(stayed).toMatchObject({ status: 'connected', epoch: 1 });
    expect([here.caller.closeCode, newcomer.closeCode]).toEqual([undefined, undefined]);
  });

  it('of a row that is locked: only its own conversation waits, at both gateways', async () => {
    const held = await gateway.customer(widgetId);
    const leaving = await gateway.customer(widgetId);
    const others = await Promise.all([0, 1, 2].map(() => gateway.customer(widgetId)));
    const holder = new Client({ connectionString: gatewayUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from conversations where id = $1 for update', [held.conversationId]);
      const waiting = held.caller.ask({ type: 'send', requestId: 'held', text: 'Hello?' });
      const elsewhere = await gateway.call('/v1/chat', undefined, 1);
      const alsoWaiting = elsewhere.ask(held.resume);
      leaving.caller.leave();
      for (const { caller } of others)
        for (const text of ['one', 'two', 'three']) {
          caller.frames.length = 0;
          expect((await caller.ask({ type: 'send', text })).type).toBe('ack');
        }
      await gateway.until(leaving.conversationId, ({ status }) => status === 'away');
      const agentId = await gateway.agent();
      await gateway.routing.publish(
        gateway.assigned(held.conversationId, agentId),
        gateway.assigned(others[0]!.conversationId, agentId),
      );
      await gateway.until(others[0]!.conversationId, (session) => session.agentId === agentId);
      // The row was locked during all of this.
      expect(await holder.query('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] });
      for (const answer of await Promise.all([waiting, alsoWaiting]))
        expect(answer).toMatchObject({ type: 'refused', name: 'unavailable' });
      await holder.query('rollback');
      await gateway.until(held.conversationId, (session) => session.agentId === agentId);
      await eventually(async () => {
        held.caller.frames.length = 0;
        const answer = await held.caller.ask({ type: 'send', requestId: 'held', text: 'Hello?' });
        expect(answer.type).toBe('ack');
      });
    } finally {
      await holder.end();
    }
  });

  it('of a row that is locked: the other changes of its batch are not refused', async () => {
    const held = await gateway.customer(widgetId);
    const others = await Promise.all([0, 1, 2].map(() => gateway.customer(widgetId)));
    const store = gateway.replica().app.get(ConversationsStore);
    const holder = new Client({ connectionString: gatewayUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from conversations where id = $1 for update', [held.conversationId]);
      const command = { type: 'lose', connectionId: 'unknown', elapsedMs: 0, debounceSeconds: 5 } as const;
      // These changes are requested in one turn of the event loop, so they form one batch.
      const outcomes = [held, ...others].map(({ conversationId }) =>
        store.change({ conversationId, command }).then(
          () => 'done',
          () => 'refused',
        ),
      );
      expect(await Promise.all(outcomes)).toEqual(['refused', 'done', 'done', 'done']);
    } finally {
      await holder.end();
    }
  });

  it('of writes: is not ready, refuses as unavailable, and recovers by itself', async () => {
    const { caller } = await gateway.customer(widgetId);
    const role = new URL(gatewayUrl).username;
    const admin = new Client({ connectionString: postgres.url });
    await admin.connect();
    try {
      await admin.query(`alter role ${role} set default_transaction_read_only = on`);
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`, [role]);
      await eventually(async () => expect(await health('ready')).toBe(503));
      const message = { type: 'send', requestId: 'm1', text: 'Anybody there?' };
      expect(await caller.ask(message)).toMatchObject({ name: 'unavailable' });
      await admin.query(`alter role ${role} reset default_transaction_read_only`);
      await eventually(async () => {
        caller.frames.length = 0;
        expect((await caller.ask(message)).type).toBe('ack');
      });
      await eventually(async () => expect(await health('ready')).toBe(200));
    } finally {
      await admin.query(`alter role ${role} reset default_transaction_read_only`);
      await admin.end();
    }
  });

  it('of NATS: continues chats, refuses returns from away as unavailable, and accepts them afterwards', async () => {
    const here = await gateway.customer(widgetId);
    const tab = await gateway.call('/v1/chat');
    await tab.ask(here.resume);
    const away = await gateway.customer(widgetId);
    away.caller.leave();
    await gateway.until(away.conversationId, ({ status }) => status === 'away');

    await gateway.nats.stop();
    await eventually(async () => expect(await health('ready')).toBe(503));
    expect((await here.caller.ask({ type: 'send', text: 'Still here' })).type).toBe('ack');
    await eventually(() => expect(tab.texts()).toEqual(['Still here']));
    const back = await gateway.call('/v1/chat');
    expect(await back.refusal(away.resume)).toBe('unavailable');
    expect(await here.caller.refusal({ type: 'close' })).toBe('unavailable');

    await gateway.nats.start();
    await eventually(
      async () => {
        const again = await gateway.call('/v1/chat');
        expect(await again.ask(away.resume)).toMatchObject({ type: 'resumed', epoch: 2 });
      },
      { timeout: 30_000 },
    );
  });

  it('of NATS, at one gateway only: shows at both gateways what happened meanwhile', async () => {
    // Gateways also compare what they show with Postgres every few seconds. Here they must notify each other.
    const compared = jest.spyOn(FeedStore.prototype, 'readProgress').mockResolvedValue([]);
    const connection = await ConnectionCutter.before(gateway.nats.urlOf('session-gateway'));
    const through = new URL(gateway.nats.urlOf('session-gateway'));
    through.port = String(connection.port);
    const alone = await gateway.addReplica(through.href);
    try {
      const at = gateway.replicas.indexOf(alone);
      const [here, there] = [await gateway.agent(), await gateway.agent()];
      const [deskHere, deskThere] = [
        await gateway.desk(here),
        await gateway.desk(there, ['agent'], { replica: at }),
      ];
      const [ofHere, ofThere] = [await gateway.customer(widgetId), await gateway.customer(widgetId)];
      await gateway.assign(ofHere.conversationId, here);
      const texts = (desk: TestSocket, id: string) =>
        desk
          .all('entries')
          .filter(({ conversationId }) => conversationId === id)
          .flatMap(({ entries }) => entries.map(({ text }) => text));
      await eventually(() => texts(deskHere, ofHere.conversationId).length > 0);
      const resumed = await gateway.call('/v1/chat', undefined, at);
      await resumed.ask(ofHere.resume);

      connection.cut();
      await eventually(async () => !(await alone.parts.bus.reachesServer()));
      expect((await resumed.ask({ type: 'send', text: 'said alone' })).type).toBe('ack');
      await gateway.assign(ofThere.conversationId, there);
      await ofThere.caller.ask({ type: 'send', text: 'said to somebody alone' });
      connection.restore();

      await eventually(() => texts(deskHere, ofHere.conversationId).includes('said alone'));
      await eventually(() => texts(deskThere, ofThere.conversationId).includes('said to somebody alone'));
    } finally {
      compared.mockRestore();
      connection.restore();
      await gateway.stopReplica(alone);
      await connection.close();
    }
  });
});
