import { extendWindow, setPresence } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { Overloaded } from '@rejoin/persistence';
import { newSystemSecrets } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { gateway, questions, served, widgetId } from '../../agent-socket.fixture';
import { ServeDesk } from '../../use-cases/serve-desk';

describe("the agent's socket", () => {
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
      .spyOn(ServeDesk.prototype, 'listConversations')
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
    { type: 'rename-customer', name: 'Eve' },
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
