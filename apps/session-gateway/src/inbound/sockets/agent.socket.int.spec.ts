import {
  closeConversation,
  closeTab,
  extendWindow,
  pick,
  release,
  setPresence,
  transfer,
  type RefusalName,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { Overloaded } from '@rejoin/persistence';
import { newSystemSecrets } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import type { AnyFrame, TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { ServeDesk } from '../../use-cases/serve-desk';
import { listDeskConversations, listActiveByAgent } from '../../store/session-lookups';
import { widgetDefaults } from '../../widget.fixture';
import { ErasureStore } from '../../store/erasure.store';
import { SocketServer } from './socket-server';

describe("the agent's socket", () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  const questions: { verb: string; request: unknown }[] = [];

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    questions.length = 0;
    const note = (verb: string) => (request: unknown) => {
      questions.push({ verb, request });
      return {};
    };
    for (const rpc of [closeTab, release, pick, closeConversation])
      await gateway.routing.answer(rpc, note(rpc.verb));
    await gateway.routing.answer(transfer, note('transfer'));
  });

  /** Starts a conversation that is assigned to an agent with an open desk. */
  async function served(): Promise<{
    agentId: string;
    desk: TestSocket;
    customer: Awaited<ReturnType<typeof gateway.customer>>;
    conversationId: string;
  }> {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(widgetId);
    const { conversationId } = customer;
    await gateway.assign(conversationId, agentId);
    await eventually(() => desk.all('conversation').length > 0);
    return { agentId, desk, customer, conversationId };
  }

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

  describe('is refused', () => {
    it.each([
      ['without a token of ours', () => 'nonsense'],
      [
        'with a token that somebody else signed',
        () => gateway.token({}, Buffer.from(newSystemSecrets().tokenPrivateKey, 'base64').toString()),
      ],
      ['with half of a token', async () => (await gateway.token()).slice(0, -9)],
    ])('%s', async (_, token) => {
      const caller = await gateway.call('/v1/desk');
      expect(await caller.refusal({ type: 'sign-in', token: await token() })).toBe('token-invalid');
      expect(await caller.closed()).toBe(4401);
    });

    it('to an account without an agent, and to an inactive agent', async () => {
      for (const agentId of [null, await gateway.agent({ active: false })]) {
        const caller = await gateway.call('/v1/desk');
        const token = await gateway.token({ agentId });
        expect(await caller.refusal({ type: 'sign-in', token })).toBe('forbidden');
        expect(await caller.closed()).toBe(4401);
      }
    });

    it('without a sign-in, and for a second sign-in', async () => {
      const early = await gateway.call('/v1/desk');
      expect(await early.refusal({ type: 'status' })).toBe('malformed');
      expect(await early.closed()).toBe(4400);
      const desk = await gateway.desk(await gateway.agent());
      expect(await desk.refusal({ type: 'sign-in', token: await gateway.token() })).toBe('malformed');
      expect(await desk.closed()).toBe(4400);
    });

    it('to an agent who has ten desks open', async () => {
      const agentId = await gateway.agent();
      for (let i = 0; i < 10; i++) await gateway.desk(agentId);
      const caller = await gateway.call('/v1/desk');
      const token = await gateway.token({ agentId });
      expect(await caller.refusal({ type: 'sign-in', token })).toBe('too-many');
    });
  });

  it('must connect again when Postgres fails after the welcome', async () => {
    const agentId = await gateway.agent();
    const failing = jest
      .spyOn(ServeDesk.prototype, 'conversationsOf')
      .mockRejectedValueOnce(new Overloaded());
    const desk = await gateway.desk(agentId);
    expect(await desk.closed()).toBe(1012);
    expect(failing).toHaveBeenCalled();
    failing.mockRestore();
    const again = await gateway.desk(agentId);
    expect(await again.refusal({ type: 'ping' })).toBeUndefined();
  });

  const actions = [
    { type: 'send', text: 'Hello' },
    { type: 'send', text: 'Back by {ReconnectUrl{ReconnectID}}' },
    { type: 'note', text: 'Hm' },
    { type: 'history', afterSeq: 0 },
    { type: 'end' },
    { type: 'close-tab' },
    { type: 'release' },
    { type: 'transfer', toAgentId: 'ben' },
    { type: 'extend' },
    { type: 'give-up' },
    { type: 'close-conversation' },
  ];

  it.each(actions)(
    'refuses $type in the same way for unknown conversations and for those of other agents',
    async (action) => {
      const { conversationId, customer } = await served();
      const other = await gateway.desk(await gateway.agent());
      expect(await other.refusal({ ...action, conversationId: newId() })).toBe('not-your-conversation');
      expect(await other.refusal({ ...action, conversationId })).toBe('not-your-conversation');
      expect(customer.caller.texts()).toEqual([]);
      expect(questions).toEqual([]);
      expect(other.all('entries')).toEqual([]);
    },
  );

  it("does not reveal whether another agent's conversation could have this quick reply", async () => {
    const { conversationId } = await served();
    const other = await gateway.desk(await gateway.agent());
    const [plain, foreign] = [await gateway.quickReply('Hi'), await gateway.quickReply('Hi', 's2')];
    for (const quickReplyId of [plain, foreign, newId()])
      expect(await other.refusal({ type: 'send-quick-reply', conversationId, quickReplyId })).toBe(
        'not-your-conversation',
      );
  });

  it('sends quick replies of the workstream, and no others', async () => {
    const { conversationId, desk, customer } = await served();
    const mine = await gateway.quickReply('Hi!');
    const foreign = await gateway.quickReply('Hi', 's2');
    const reply = (quickReplyId: string) => ({ type: 'send-quick-reply', conversationId, quickReplyId });
    expect((await desk.ask(reply(mine))).type).toBe('ack');
    expect(await desk.refusal(reply(foreign))).toBe('quick-reply-unknown');
    expect(await desk.refusal(reply(newId()))).toBe('quick-reply-unknown');
    await eventually(() => expect(customer.caller.texts()).toEqual(['Hi!']));
  });

  it("shows the customer's visit, and lets the agent correct the name", async () => {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const visit = {
      page: 'https://shop.example/a?token=1',
      timeZone: 'Europe/Berlin',
      userAgent: 'Chrome/130',
    };
    const { caller, conversationId } = await gateway.customer(widgetId, { name: 'mia x', visit });
    await gateway.assign(conversationId, agentId);
    const shown = () =>
      desk.all('conversation').findLast(({ conversation }) => conversation.conversationId === conversationId)
        ?.conversation;
    await eventually(() => expect(shown()?.customer.name).toBe('mia x'));
    expect(shown()?.visit).toEqual({
      page: 'https://shop.example/a',
      timeZone: 'Europe/Berlin',
      browser: 'Chrome 130',
      system: null,
    });
    const rename = (name: string, by = desk) => by.refusal({ type: 'rename-customer', conversationId, name });
    expect(await rename(' Mia ')).toBeUndefined();
    await eventually(() => expect(shown()).toMatchObject({ customer: { name: 'Mia' }, givenName: 'mia x' }));
    expect(await rename('Maya')).toBeUndefined();
    expect(await rename('')).toBeUndefined();
    await eventually(() => expect(shown()).toMatchObject({ customer: { name: null }, givenName: 'mia x' }));
    const seen = caller.all('conversation').map(({ conversation }) => conversation);
    expect(new Set(seen.map(({ customer }) => customer.name))).toEqual(new Set(['mia x']));
    expect(JSON.stringify(seen)).not.toContain('Berlin');
    const other = await gateway.desk(await gateway.agent());
    expect(await rename('Eve', other)).toBe('not-your-conversation');
    await gateway.close(conversationId);
    const [row] = await gateway.database.query(
      `select customer_name, given_name, renamed_by from conversations where id = $1`,
      [conversationId],
    );
    expect(row).toEqual({ customer_name: null, given_name: 'mia x', renamed_by: agentId });
    expect(await rename('Late')).not.toBeUndefined();
    await gateway.replica().app.get(ErasureStore).erase(conversationId, 'request');
    const left = await gateway.database.query<object>(
      `select visit, given_name, customer_name from conversations where id = $1`,
      [conversationId],
    );
    expect(left).toEqual([{ visit: null, given_name: null, customer_name: null }]);
  });

  it('fills the variables of a message in, and sends none that has no value', async () => {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const serve = async (name: string | undefined) => {
      const { caller, conversationId } = await gateway.customer(widgetId, { name });
      await gateway.assign(conversationId, agentId);
      return { caller, conversationId };
    };
    const mia = await serve('Mia {ReconnectUrl{ReconnectID}}');
    const quickReplyId = await gateway.quickReply('Hi {{customer.name}}, I am {{agent.name}}');
    const reply = { type: 'send-quick-reply', ...{ conversationId: mia.conversationId, quickReplyId } };
    const expected = 'Hi Mia {ReconnectUrl{ReconnectID}}, I am Anna';
    await desk.ask({ ...reply, requestId: 'same' });
    await eventually(() => expect(mia.caller.texts()).toContain(expected));
    // The same message again has the same answer, although the name is another one now.
    await gateway.database.query(`update conversations set customer_name = 'Maya' where id = $1`, [
      mia.conversationId,
    ]);
    desk.send({ ...reply, requestId: 'same' });
    const answers = () => desk.frames.filter((frame) => 'requestId' in frame && frame.requestId === 'same');
    await eventually(() => expect(answers()).toHaveLength(2));
    expect(answers()[1]).toEqual(answers()[0]);
    expect(answers()[0]?.type).toBe('ack');
    const typed = { type: 'send', conversationId: mia.conversationId };
    await desk.ask({ ...typed, text: '{{customer.name}}: write {{user.name}}' });
    await eventually(() => expect(mia.caller.texts()).toContain('Maya: write {{user.name}}'));

    const nameless = await serve(undefined);
    const { conversationId } = nameless;
    const other = await gateway.quickReply('Your order {{order.number}}');
    expect(await desk.refusal({ ...reply, conversationId })).toBe('variable-without-value');
    expect(await desk.refusal({ ...reply, quickReplyId: other })).toBe('variable-without-value');
    expect(await desk.refusal({ ...typed, text: '{{agent.age}}' })).toBe('variable-without-value');
    const long = `{{customer.name}}${'{{agent.name}}'.repeat(10)}${'x'.repeat(31_850)}`;
    await gateway.database.query(`update conversations set customer_name = $2 where id = $1`, [
      mia.conversationId,
      'M'.repeat(200),
    ]);
    expect(await desk.refusal({ ...typed, text: long })).toBe('message-too-long');
    expect(nameless.caller.texts()).toEqual([]);
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

  it('creates no link where reconnection is off, and never shows a raw slug', async () => {
    const off = await gateway.widget({ reconnect: { ...widgetDefaults.reconnect, enabled: false } });
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const { conversationId, caller } = await gateway.customer(off);
    await gateway.assign(conversationId, agentId);
    const text = 'Back by ${ReconnectUrl{ReconnectID}}';
    expect(await desk.refusal({ type: 'send', conversationId, text })).toBe('reconnection-off');
    expect(caller.texts()).toEqual([]);
  });

  it('refuses the same message id with another text', async () => {
    const { conversationId, desk } = await served();
    const message = { type: 'send', conversationId, requestId: 'm1', text: 'Hello' };
    const first = await desk.ask(message);
    desk.frames.length = 0;
    expect(await desk.ask(message)).toEqual(first);
    desk.frames.length = 0;
    expect(await desk.refusal({ ...message, text: 'Bye' })).toBe('message-conflict');
    expect(await desk.refusal({ ...message, requestId: 'm2', text: 'x'.repeat(32_001) })).toBe(
      'message-too-long',
    );
  });

  it.each([
    ['pick', pick, 'no-free-capacity'],
    ['pick', pick, 'not-open'],
    ['transfer', transfer, 'agent-unavailable'],
    ['release', release, 'not-active'],
    ['close-conversation', closeConversation, 'not-in-wrap-up'],
  ] as const)("returns routing's answer to %s", async (type, rpc, refused: RefusalName) => {
    const { conversationId, desk } = await served();
    await gateway.routing.answer(rpc as typeof pick, () => ({ refused }));
    expect(await desk.refusal({ type, conversationId, toAgentId: 'ben' })).toBe(refused);
  });

  it('closes with a disposition and tags that the workstream offers', async () => {
    const closings = { dispositions: ['Solved', 'Spam'], tags: ['vip'] };
    await gateway.changeWorkstream('s1', closings);
    const { conversationId, agentId, desk } = await served();
    const close = (more: object) => desk.refusal({ type: 'close-conversation', conversationId, ...more });
    const asked = () => questions.filter(({ verb }) => verb === 'close-conversation').at(-1)?.request;
    expect(await close({})).toBeUndefined();
    expect(asked()).toEqual({ conversationId, agentId, disposition: null, tags: [] });
    expect(await close({ disposition: 'Lost' })).toBe('disposition-unknown');
    expect(await close({ tags: ['vip', 'other'] })).toBe('disposition-unknown');
    await gateway.changeWorkstream('s1', { ...closings, dispositionRequired: true });
    expect(await close({ tags: ['vip'] })).toBe('disposition-required');
    expect(await close({ disposition: 'Solved', tags: ['vip', 'vip'] })).toBeUndefined();
    expect(asked()).toEqual({ conversationId, agentId, disposition: 'Solved', tags: ['vip'] });
    // Without dispositions there is nothing to require.
    await gateway.changeWorkstream('s1', { dispositionRequired: true });
    expect(await close({})).toBeUndefined();
    const asker = await gateway.desk(await gateway.agent());
    expect(await asker.refusal({ type: 'close-conversation', conversationId, disposition: 'Lost' })).toBe(
      'not-your-conversation',
    );
  });

  it("returns routing's answer to a presence, and unavailable without an answer", async () => {
    const desk = await gateway.desk(await gateway.agent());
    const frame = { type: 'set-presence', presence: 'busy' };
    expect(await desk.ask(frame)).toMatchObject({ name: 'unavailable', retryAfterSeconds: 1 });
    await gateway.routing.answer(setPresence, () => ({ refused: 'agent-unavailable' }));
    expect(await desk.refusal(frame)).toBe('agent-unavailable');
  });

  it('stops waiting and extends a window only while one is open', async () => {
    const { conversationId, desk, customer } = await served();
    expect(await desk.refusal({ type: 'give-up', conversationId })).toBe('no-window');
    customer.caller.leave();
    await gateway.until(conversationId, ({ status }) => status === 'away');
    await gateway.timer.answer(extendWindow, () => ({ refused: 'no-window' }));
    expect(await desk.refusal({ type: 'extend', conversationId })).toBe('no-window');
    expect(await desk.refusal({ type: 'give-up', conversationId })).toBeUndefined();
    await gateway.until(conversationId, ({ sealed }) => sealed?.reason === 'gave-up');
  });

  it('shows capacity on hold in the first snapshot that says that the customer is away', async () => {
    const { conversationId, desk, customer } = await served();
    customer.caller.leave();
    const away = await eventually(() =>
      desk
        .all('conversation')
        .map(({ conversation }) => conversation)
        .find((one) => one.conversationId === conversationId && one.customer.status === 'away'),
    );
    expect(away.slotHeld).toBe(true);
  });

  it("names the agent's workstreams and their widgets, and no others", async () => {
    const [mine, foreign] = [
      await gateway.widget({ name: 'Help' }),
      await gateway.widget({ name: 'Else', workstreamId: 's2' }),
    ];
    const desk = await gateway.desk(await gateway.agent());
    const names = desk.all('welcome')[0]?.names;
    expect(names?.[mine]).toBe('Help');
    expect(names).not.toHaveProperty([foreign]);
  });

  it('allows a supervisor to extend, transfer and stop waiting in every conversation, and nothing else', async () => {
    const { conversationId, customer } = await served();
    const supervisor = await gateway.desk(await gateway.agent(), ['supervisor']);
    const [welcome] = supervisor.all('welcome');
    const accountId = welcome?.account.accountId;
    expect(await supervisor.refusal({ type: 'extend', conversationId })).toBeUndefined();
    const transferred = { type: 'transfer', conversationId, toAgentId: 'ben' };
    expect(await supervisor.refusal(transferred)).toBeUndefined();
    expect(questions).toMatchObject([
      { verb: 'transfer', request: { conversationId, agentId: null, accountId, toAgentId: 'ben' } },
    ]);
    for (const type of ['end', 'release', 'close-tab', 'close-conversation'])
      expect(await supervisor.refusal({ type, conversationId })).toBe('not-your-conversation');
    expect(await supervisor.refusal({ type: 'send', conversationId, text: 'Hi' })).toBe(
      'not-your-conversation',
    );
    customer.caller.leave();
    await gateway.until(conversationId, ({ status }) => status === 'away');
    expect(await supervisor.refusal({ type: 'give-up', conversationId })).toBeUndefined();
    await gateway.until(conversationId, ({ sealed }) => sealed?.by === 'supervisor');
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
      const seqs = pages.flatMap(({ entries }) => entries.map(({ seq }) => seq));
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

  it('signs out with live conversations only after a confirmation', async () => {
    const { desk, agentId } = await served();
    expect(await desk.refusal({ type: 'sign-out', confirm: false })).toBe('live-conversations');
    expect(await desk.refusal({ type: 'sign-out', confirm: true })).toBeUndefined();
    const [facts] = await gateway.database.query<{ type: string }>(
      `select type from outbox where aggregate_id = $1 order by version desc limit 1`,
      [agentId],
    );
    expect(facts?.type).toBe('AgentSignedOut');
  });

  it.each(['set-presence', 'sign-out', 'pick'])(
    'does nothing for a fenced desk that sends %s',
    async (type) => {
      await gateway.routing.answer(setPresence, (request) => {
        questions.push({ verb: 'set-presence', request });
        return { presence: 'busy' as const };
      });
      const { conversationId } = await gateway.customer(widgetId);
      const frame = { type, conversationId, presence: 'busy', confirm: true };
      const facts = (agentId: string) =>
        gateway.database.query(`select 1 from outbox where aggregate_id = $1 and type = 'AgentSignedOut'`, [
          agentId,
        ]);
      const fencedAgent = await gateway.agent();
      const fenced = await gateway.desk(fencedAgent);
      await gateway.database.query(
        `update desks set desk = jsonb_set(desk, '{lines}', '[]') where agent_id = $1`,
        [fencedAgent],
      );
      expect(await fenced.refusal(frame)).toBe('unavailable');
      expect(questions).toEqual([]);
      expect(await facts(fencedAgent)).toEqual([]);

      const agentId = await gateway.agent();
      const desk = await gateway.desk(agentId);
      expect(await desk.refusal(frame)).toBeUndefined();
      expect(questions.length + (await facts(agentId)).length).toBe(1);
    },
  );

  it("closes all other tabs of an agent who signs out, and no one else's", async () => {
    const agentId = await gateway.agent();
    const [desk, other, stranger] = await Promise.all(
      [agentId, agentId, await gateway.agent()].map((id) => gateway.desk(id)),
    );
    expect(await desk?.refusal({ type: 'sign-out', confirm: false })).toBeUndefined();
    await eventually(() => expect(other?.closeCode).toBe(4401));
    expect(await stranger?.refusal({ type: 'ping' })).toBeUndefined();
  });

  it('stops showing a conversation that is taken away', async () => {
    const { desk, conversationId, customer } = await served();
    const other = await gateway.agent();
    await gateway.assign(conversationId, other);
    await eventually(() => expect(desk.all('left')).toMatchObject([{ conversationId }]));
    const seen = desk.entries().length;
    await customer.caller.ask({ type: 'send', text: 'For the other one' });
    await desk.ask({ type: 'ping' });
    expect(desk.entries()).toHaveLength(seen);
  });

  it('refuses a flood of frames, and continues', async () => {
    const desk = await gateway.desk(await gateway.agent());
    const ids = Array.from({ length: 150 }, () => desk.send({ type: 'ping' }));
    const answers = await Promise.all(ids.map((id) => desk.answer(id)));
    expect(answers.filter((one) => one.type === 'refused' && one.name === 'too-many').length).toBeGreaterThan(
      20,
    );
    expect(desk.closeCode).toBeUndefined();
  });
});
