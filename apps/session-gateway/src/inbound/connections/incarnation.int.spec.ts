import { newId } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { eventually } from '@rejoin/testing';
import { start } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { Incarnation } from './incarnation';

describe('a gateway with a lease', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  const lives = (incarnation: string) =>
    gateway.database.query(`select 1 from gateways where incarnation = $1 and swept_at is null`, [
      incarnation,
    ]);

  it('that was taken for dead tells its sockets to reconnect, and stores nothing that they send', async () => {
    const { caller, conversationId, resume } = await gateway.customer(widgetId);
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    await gateway.assign(conversationId, agentId);
    const incarnation = gateway.replica().app.get(Incarnation);
    const before = incarnation.id;
    await gateway.database.query(
      `update gateways set swept_at = clock_timestamp(), renewed_at = clock_timestamp() - interval '1 minute'
       where incarnation = $1`,
      [before],
    );
    await gateway.until(conversationId, ({ lines }) => lines.length === 0);
    await eventually(async () => {
      const [row] = await gateway.database.query(`select desk from desks where agent_id = $1`, [agentId]);
      expect(row).toMatchObject({ desk: { lines: [] } });
    });
    // A frame that was sent on the old connection arrives too late, or is refused.
    const late = { type: 'send', requestId: 'late', text: 'too late' };
    caller.send(late);
    desk.send({ ...late, conversationId });
    for (const connection of [caller, desk]) {
      expect(await connection.closed()).toBe(1012);
      expect(connection.all('ack')).toEqual([]);
    }

    await eventually(async () => expect(await lives(incarnation.id)).toHaveLength(1));
    expect(incarnation.id).not.toBe(before);
    const again = await gateway.call('/v1/chat');
    expect((await again.ask(resume)).type).toBe('resumed');
    expect((await again.ask({ type: 'send', requestId: 'late', text: 'in time' })).type).toBe('ack');
    await eventually(() => expect(again.texts()).toEqual(['in time']));
  });

  it('that resumes from a freeze after it was swept leaves no connection behind', async () => {
    const dead = newId();
    await gateway.database.query(
      `insert into gateways (incarnation, renewed_at) values ($1, clock_timestamp() - interval '1 minute')`,
      [dead],
    );
    await eventually(async () => expect(await lives(dead)).toEqual([]), { timeout: 30_000 });
    const { conversationId } = await gateway.customer(widgetId);
    // The transaction of the frozen process is committed only now.
    await gateway.database.query(
      `update conversations set incarnations = array[$2],
         session = jsonb_set(session, '{lines}', jsonb_build_array(jsonb_build_object('id', 'x', 'incarnation', $2::text)))
       where id = $1`,
      [conversationId, dead],
    );
    await gateway.until(conversationId, ({ status }) => status === 'away');
  });

  it('that died before the clock of the database went back is swept', async () => {
    const dead = newId();
    await gateway.database.query(
      `insert into gateways (incarnation, renewed_at) values ($1, clock_timestamp() + interval '1 hour')`,
      [dead],
    );
    await eventually(async () => expect(await lives(dead)).toEqual([]), { timeout: 30_000 });
  });

  it("that freezes inside a transaction has its database sessions terminated when it is swept, and no one else's", async () => {
    const url = gateway.databases.urls['session-gateway'];
    const open = (applicationName: string) => Database.open({ url, applicationName, poolSize: 1 });
    const [frozen, other] = [await open(`frozen-${newId()}`), await open(`other-${newId()}`)];
    // The session is not idle, because idle transactions have a limit of their own.
    const work = (database: Database) =>
      database.query(`select pg_sleep(8)`).then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      );
    const [held, innocent] = [work(frozen), work(other)];
    await gateway.database.query(
      `insert into gateways (incarnation, renewed_at, application)
       select $1, clock_timestamp() - interval '1 minute', application_name from pg_stat_activity
       where application_name like 'frozen-%' limit 1`,
      [newId()],
    );
    expect(await held).toBe('57P01');
    expect(await innocent).toBe('done');
    await frozen.close();
    await other.close();
  });

  it('that is stopped leaves no connection of a client that does not answer', async () => {
    const replica = await gateway.addReplica();
    const caller = await gateway.call('/v1/chat', undefined, 2);
    const started = await caller.ask(start(widgetId));
    if (started.type !== 'resumed') throw new Error(JSON.stringify(started));
    caller.socket.pause();
    await gateway.stopReplica(replica);
    await gateway.until(started.conversationId, ({ lines }) => lines.length === 0);
  });

  it('ends it when it is stopped, and others sweep what a late commit has left', async () => {
    const replica = await gateway.addReplica();
    const { id } = replica.app.get(Incarnation);
    expect(await lives(id)).toHaveLength(1);
    const { conversationId, caller } = await gateway.customer(widgetId);
    await gateway.stopReplica(replica);
    expect(await lives(id)).toEqual([]);
    await gateway.database.query(
      `update conversations set incarnations = array[$2], session = jsonb_set(session, '{lines,0,incarnation}', to_jsonb($2::text))
       where id = $1`,
      [conversationId, id],
    );
    await gateway.until(conversationId, ({ lines }) => lines.length === 0);
    caller.leave();
  });
});
