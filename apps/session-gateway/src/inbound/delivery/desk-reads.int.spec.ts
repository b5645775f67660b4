import { agentStatus, AgentFrame } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';

describe('what an agent has read', () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let agentId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    agentId = await gateway.agent();
  });

  const desk = (device: string, replica = 0) => gateway.desk(agentId, ['agent'], { device, replica });
  const readAtSignIn = (caller: TestSocket) => caller.all('welcome').at(-1)?.read;
  const lastReads = (caller: TestSocket) => caller.all('read').at(-1)?.conversations;

  async function served(): Promise<string> {
    const { conversationId } = await gateway.customer(widgetId);
    await gateway.assign(conversationId, agentId);
    return conversationId;
  }

  it('is known at the next sign-in, on every device and at every gateway', async () => {
    const conversationId = await served();
    const pc = await desk('pc');
    expect(readAtSignIn(pc)).toEqual([]);
    const read = { conversationId, readSeq: 2, toldSeq: 3 };
    expect(await pc.ask({ type: 'read', conversations: [read] })).toMatchObject({ type: 'ack' });
    pc.leave();
    expect(readAtSignIn(await desk('phone', 1))).toEqual([read]);
  });

  it("is sent to the agent's open devices, and never decreases", async () => {
    const conversationId = await served();
    const pc = await desk('pc');
    const phone = await desk('phone', 1);
    await pc.ask({ type: 'read', conversations: [{ conversationId, readSeq: 5, toldSeq: 1 }] });
    await eventually(() => expect(lastReads(phone)).toEqual([{ conversationId, readSeq: 5, toldSeq: 1 }]));
    await phone.ask({ type: 'read', conversations: [{ conversationId, readSeq: 2, toldSeq: 4 }] });
    await eventually(() => expect(lastReads(pc)).toEqual([{ conversationId, readSeq: 5, toldSeq: 4 }]));
  });

  it("is stored for the agent's own conversations only, and deleted with them", async () => {
    const conversationId = await served();
    const { conversationId: foreign } = await gateway.customer(widgetId);
    const pc = await desk('pc');
    const read = (id: string) => ({ conversationId: id, readSeq: 1, toldSeq: 1 });
    await pc.ask({
      type: 'read',
      conversations: [read(conversationId), read(foreign), read(conversationId)],
    });
    const rows = () => gateway.database.query(`select from desk_reads where agent_id = $1`, [agentId]);
    expect(await rows()).toHaveLength(1);
    const colleague = await gateway.agent();
    await gateway.assign(conversationId, colleague);
    const own = await served();
    await pc.ask({ type: 'read', conversations: [read(own)] });
    await eventually(async () => expect(await rows()).toHaveLength(1));
    expect(readAtSignIn(await desk('phone'))).toEqual([read(own)]);
  });

  it('is refused when it contains too many conversations, or none', async () => {
    const pc = await desk('pc');
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ conversationId: `c${index}`, readSeq: 1, toldSeq: 1 }));
    expect(await pc.ask({ type: 'read', conversations: many(100) })).toMatchObject({ type: 'ack' });
    expect(await pc.refusal({ type: 'read', conversations: many(101) })).toBe('invalid');
    expect(await pc.refusal({ type: 'read', conversations: [] })).toBe('invalid');
  });
});

describe('the queue of a desk', () => {
  let gateway: GatewayFixture;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());

  it('shows names and first words, of 40 customers as of one', async () => {
    const widgetId = await gateway.widget();
    const waiting: { conversationId: string; workstreamId: string; queuedAt: string }[] = [];
    for (let index = 0; index < 40; index++) {
      const { caller, conversationId } = await gateway.customer(widgetId, { name: `Customer ${index}` });
      if (index > 0)
        await caller.ask({
          type: 'send',
          conversationId,
          text: `${index} ${'🙂'.repeat(index === 1 ? 500 : 1)}`,
        });
      if (index > 0) await caller.ask({ type: 'send', conversationId, text: 'and more' });
      waiting.push({ conversationId, workstreamId: 's1', queuedAt: new Date().toISOString() });
    }
    const agentId = await gateway.agent();
    await gateway.routing.answer(agentStatus, () => ({
      presence: 'busy' as const,
      usedUnits: 0,
      heldUnits: 0,
      maxUnits: 2,
      wrapUpUnits: 1,
      queue: waiting,
      colleagues: [],
    }));
    const desk = await gateway.desk(agentId);
    await eventually(() => expect(desk.all('status').at(-1)?.queue).toHaveLength(40));
    const status = desk.all('status').at(-1);
    expect(AgentFrame.safeParse(status).success).toBe(true);
    expect(status?.queue[0]).toMatchObject({ customerName: 'Customer 0', firstWords: null });
    expect(status?.queue[1]?.firstWords).toBe(`1 ${'🙂'.repeat(118)}`);
    expect(status?.queue[39]).toMatchObject({ customerName: 'Customer 39', firstWords: '39 🙂' });
    expect(status?.wrapUpUnits).toBe(1);
  });
});
