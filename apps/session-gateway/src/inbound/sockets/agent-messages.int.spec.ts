import { closeConversation, pick, release, transfer, type RefusalName } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { gateway, questions, served, widgetId } from '../../agent-socket.fixture';
import { EraseConversation } from '../../use-cases/erase-conversation';
import { widgetDefaults } from '../../widget.fixture';

describe('what an agent writes at the socket', () => {
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
    await gateway.replica().app.get(EraseConversation).erase(conversationId, 'request');
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
});
