import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { gateway, served, widgetId } from '../../agent-socket.fixture';
import { listActiveByAgent, listDeskConversations } from '../../store/session-lookups';
import type { AnyFrame, TestSocket } from '../../test-socket.fixture';
import { widgetDefaults } from '../../widget.fixture';
import { SocketServer } from './socket-server';

describe("what the agent's socket sends in parts", () => {
  it('reads only open work, and shows the newest, however many conversations have closed', async () => {
    const agentId = await gateway.agent();
    const add = (state: string, prefix: string, count: number) =>
      gateway.database.query(
        `insert into conversations (id, org, widget_id, start_hash, session, agent_id, live, started_at)
         select $2 || lpad(n::text, 5, '0'), 'default', 'w', $4 || $2 || n, jsonb_build_object('state', $1::text, 'agentId', $4::text),
           $4, false, clock_timestamp() from generate_series(1, $3::int) n`,
        [state, `${agentId} ${prefix}`, count, agentId],
      );
    await add('closed', 'a', 5_000);
    await add('active', 'b', 501);
    await gateway.database.query(`analyze conversations`);
    const shown = (await listDeskConversations(gateway.database, [agentId])).map(
      ({ conversationId }) => conversationId,
    );
    expect([shown.length, shown.at(0)?.slice(-6), shown.at(-1)?.slice(-6)]).toEqual([
      500,
      'b00002',
      'b00501',
    ]);
    let plan = '';
    const explained = {
      query: async <Row>(text: string, values?: unknown[]): Promise<Row[]> => {
        plan = JSON.stringify(await gateway.database.query(`explain (analyze) ${text}`, values));
        return [];
      },
    };
    for (const readOpenWork of [
      () => listDeskConversations(explained, [agentId]),
      () => listActiveByAgent(explained, [agentId]),
    ]) {
      await readOpenWork();
      expect(plan).toContain('conversations_on_desk');
      expect(plan).not.toMatch(/Rows Removed|Seq Scan/);
    }
  });

  it('begins with as many quick replies as fit into one frame', async () => {
    const workstreamId = newId();
    await gateway.database.query(
      `insert into quick_replies (id, workstream_id, settings)
       select $1 || n, $1, jsonb_build_object('workstreamId', $1::text, 'title', 'T' || n,
         'body', repeat('\u20ac', 4000), 'locale', 'en', 'active', true)
       from generate_series(1, 200) n`,
      [workstreamId],
    );
    await gateway.quickReply('Hi');
    const few = await gateway.desk(await gateway.agent({ workstreamIds: [widgetDefaults.workstreamId] }));
    expect(few.all('welcome')[0]?.quickReplies.length).toBeGreaterThan(0);
    const many = await gateway.desk(await gateway.agent({ workstreamIds: [workstreamId] }));
    const [welcome] = many.all('welcome');
    expect(welcome?.quickReplies.length).toBeGreaterThan(50);
    expect(Buffer.byteLength(JSON.stringify(welcome))).toBeLessThan(1_100_000);
  });

  it("shows entries of an older release that are longer than today's maximum", async () => {
    const { agentId, conversationId } = await served();
    const [name, locale] = ['n'.repeat(70_000), 'l'.repeat(70_000)];
    await gateway.database.query(
      `with c as (update conversations set customer_name = $2,
         session = jsonb_set(session, '{locale}', to_jsonb($3::text)) where id = $1)
       update entries set locale = $3, params = jsonb_build_object('name', $2::text) where conversation_id = $1`,
      [conversationId, name, locale],
    );
    const desk = await gateway.call('/v1/desk');
    // The fixture's own listener would reject texts that are longer than the schemas allow.
    desk.socket.removeAllListeners('message');
    desk.socket.on('message', (data: Buffer) => desk.frames.push(JSON.parse(data.toString()) as AnyFrame));
    desk.send({ type: 'sign-in', token: await gateway.token({ agentId, roles: ['agent'] }) });
    await eventually(() =>
      expect(desk.all('conversation').at(-1)?.conversation).toMatchObject({ customer: { name }, locale }),
    );
    await eventually(() => expect(desk.entries()[0]).toMatchObject({ locale }));
  });

  describe('with transcripts of many megabytes', () => {
    const length = 117;
    const megabytes = '漢'.repeat(20_667);

    /** Creates an agent with three conversations of 7 MB each. */
    async function busy(): Promise<{ agentId: string; conversationIds: string[]; resume: object }> {
      const agentId = await gateway.agent();
      const customers = [];
      for (let n = 0; n < 3; n++) customers.push(await gateway.customer(widgetId));
      for (const { conversationId, caller } of customers) {
        caller.leave();
        await gateway.assign(conversationId, agentId);
        await gateway.fill(conversationId, length, megabytes);
      }
      const conversationIds = customers.map(({ conversationId }) => conversationId);
      return { agentId, conversationIds, resume: customers[0]?.resume ?? {} };
    }
    const isWhole = (caller: TestSocket, conversationId: string): boolean => {
      const pages = caller.all('entries').filter((frame) => frame.conversationId === conversationId);
      const all = pages.flatMap(({ entries }) => entries.map(({ seq }) => seq));
      // A late entry, such as that of a customer who is away, may come before a replay.
      const seqs = all.slice(Math.max(0, all.lastIndexOf(1)));
      return seqs.length >= length && seqs.every((seq, i) => seq === i + 1);
    };

    /** Returns the unread bytes of the slowest reader in this process. */
    const mostUnread = (): number => {
      type Sockets = { sockets: Set<{ transport: { bufferedAmount: number } }> };
      const { sockets } = gateway.replica().app.get<Sockets>(SocketServer);
      return Math.max(...[...sockets].map(({ transport }) => transport.bufferedAmount));
    };

    it('opens in pages that a reader can take', async () => {
      const { agentId, conversationIds } = await busy();
      const desk = await gateway.desk(agentId);
      await eventually(() => conversationIds.every((id) => isWhole(desk, id)), { timeout: 60_000 });
      const sizes = desk.all('entries').map((frame) => Buffer.byteLength(JSON.stringify(frame)));
      expect(Math.max(...sizes)).toBeLessThan(100_000);
      expect(desk.closeCode).toBeUndefined();
    });

    it('waits for slow readers, both desk and customer, without delaying others', async () => {
      const { agentId, conversationIds, resume } = await busy();
      const [first = ''] = conversationIds;
      const [desk, customer] = [await gateway.desk(agentId), await gateway.call('/v1/chat')];
      desk.socket.pause();
      customer.send(resume);
      customer.socket.pause();
      const other = await gateway.customer(widgetId);
      for (let n = 0; n < 20; n++)
        expect((await other.caller.ask({ type: 'send', text: 'hi' })).type).toBe('ack');
      await eventually(() => expect(other.caller.texts()).toHaveLength(20));
      // While another reader gets everything, only little is kept for the slow readers.
      const quick = await gateway.desk(agentId);
      await eventually(() => conversationIds.every((id) => isWhole(quick, id)), { timeout: 60_000 });
      expect(mostUnread()).toBeLessThan(1024 * 1024);
      desk.socket.resume();
      customer.socket.resume();
      await eventually(() => isWhole(customer, first), { timeout: 60_000 });
      await eventually(() => conversationIds.every((id) => isWhole(desk, id)), { timeout: 60_000 });
      expect([desk.closeCode, customer.closeCode]).toEqual([undefined, undefined]);
    });

    it('sends them again when the history is requested', async () => {
      const { agentId, conversationIds } = await busy();
      const desk = await gateway.desk(agentId);
      await eventually(() => conversationIds.every((id) => isWhole(desk, id)), { timeout: 60_000 });
      desk.frames.length = 0;
      for (const conversationId of conversationIds)
        expect(await desk.refusal({ type: 'history', conversationId, afterSeq: 0 })).toBeUndefined();
      await eventually(() => conversationIds.every((id) => isWhole(desk, id)), { timeout: 60_000 });
    });
  });
});
