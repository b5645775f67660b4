import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../../gateway.fixture';

const words = 'The card was stolen';

describe('a note', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  async function served() {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(widgetId);
    const { conversationId } = customer;
    await gateway.assign(conversationId, agentId);
    await eventually(() => desk.all('conversation').length > 0);
    return { agentId, desk, customer, conversationId, note: { type: 'note', conversationId, text: words } };
  }

  const wrapUp = async (conversationId: string, agentId: string) => {
    const at = new Date().toISOString();
    const of = { conversationId, workstreamId: 's1', at };
    const plan = { rule: 'always-block', blockSeconds: null, autoCloseSeconds: 900, generation: 1 } as const;
    await gateway.routing.publish({
      type: 'ConversationWrappedUp',
      data: { ...of, agentId, reason: 'ConversationEndedByAgent', ...plan },
    });
    await gateway.until(conversationId, ({ state }) => state === 'wrap-up');
  };

  it('is stored for the support side, and appears at the desk as an internal entry', async () => {
    const { agentId, desk, note } = await served();
    const ack = await desk.ask(note);
    expect(ack).toMatchObject({ type: 'ack', seq: expect.any(Number) });
    await eventually(() => {
      expect(desk.entries().find(({ text }) => text === words)).toMatchObject({
        kind: 'message',
        sender: 'agent',
        agentId,
        visibility: 'internal',
      });
    });
  });

  it('is never sent to the customer, neither connected nor after a return, unlike a message', async () => {
    const { desk, customer, conversationId, note } = await served();
    await desk.ask(note);
    await desk.ask({ type: 'send', conversationId, text: 'One moment' });
    await eventually(() => expect(customer.caller.texts()).toEqual(['One moment']));
    const again = await gateway.call('/v1/chat');
    await again.ask(customer.resume);
    await eventually(() => expect(again.texts()).toEqual(['One moment']));
    for (const { frames } of [customer.caller, again]) expect(JSON.stringify(frames)).not.toContain(words);
    // The customer gets the note's seq, so that no entry seems to be missing.
    const hidden = again.entries().filter(({ kind }) => kind === 'hidden');
    expect(hidden).toMatchObject([{ text: null, agentId: null, clientId: null, params: {} }]);
  });

  it('that is too long is refused by name, and the connection stays open', async () => {
    const { desk, note } = await served();
    expect(await desk.refusal({ ...note, text: 'x'.repeat(32_001) })).toBe('message-too-long');
    expect(await desk.ask(note)).toMatchObject({ type: 'ack' });
  });

  it('is a fact of its own on the bus, without its text', async () => {
    const { agentId, desk, conversationId, note } = await served();
    await desk.ask(note);
    const facts = await gateway.database.query<{ data: object }>(
      `select data from outbox where type = 'NoteAdded' and aggregate_id = $1`,
      [conversationId],
    );
    expect(facts.map(({ data }) => data)).toMatchObject([{ conversationId, agentId, bytes: words.length }]);
    expect(JSON.stringify(facts)).not.toContain(words);
  });

  it('is stored once for each id, separately from the message with the same id', async () => {
    const { desk, note, conversationId } = await served();
    const once = { ...note, requestId: 'n1' };
    const first = await desk.ask(once);
    desk.frames.length = 0;
    expect(await desk.ask(once)).toEqual(first);
    desk.frames.length = 0;
    expect(await desk.refusal({ ...once, text: 'Another' })).toBe('message-conflict');
    desk.frames.length = 0;
    expect(await desk.refusal({ type: 'send', conversationId, requestId: 'n1', text: words })).toBe(
      'message-conflict',
    );
  });

  it('can be added through wrap-up, when messages are refused, and not after the close', async () => {
    const { agentId, desk, conversationId, note } = await served();
    await desk.ask({ type: 'end', conversationId });
    await wrapUp(conversationId, agentId);
    expect(await desk.refusal({ type: 'send', conversationId, text: 'Bye' })).toBe('conversation-ended');
    expect(await desk.refusal(note)).toBeUndefined();
    const at = new Date().toISOString();
    await gateway.routing.publish({
      type: 'ConversationClosed',
      data: { conversationId, workstreamId: 's1', reason: 'ClosedByAgent', at },
    });
    await gateway.until(conversationId, ({ state }) => state === 'closed');
    expect(await desk.refusal(note)).toBe('conversation-ended');
  });

  it('can be added by a supervisor to every conversation that has an agent', async () => {
    const { customer, conversationId, note } = await served();
    const agentId = await gateway.agent();
    const supervisor = await gateway.desk(agentId, ['supervisor']);
    expect(await supervisor.refusal(note)).toBeUndefined();
    const [row] = await gateway.database.query<{ agentId: string; visibility: string }>(
      `select agent_id as "agentId", visibility from entries where conversation_id = $1 and text = $2`,
      [conversationId, words],
    );
    expect(row).toEqual({ agentId, visibility: 'internal' });
    expect(JSON.stringify(customer.caller.frames)).not.toContain(words);
    const { conversationId: queued } = await gateway.customer(widgetId);
    expect(await supervisor.refusal({ ...note, conversationId: queued })).toBe('not-active');
    expect(await supervisor.refusal({ ...note, conversationId: newId() })).toBe('not-your-conversation');
  });

  it('is not a frame of customers', async () => {
    const { customer } = await served();
    expect(await customer.caller.refusal({ type: 'note', text: words })).toBe('unsupported');
  });
});
