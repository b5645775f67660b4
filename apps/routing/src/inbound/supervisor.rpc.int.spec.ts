import {
  agentLoads,
  availableAgents,
  closeTab,
  heldCapacity,
  heldUnits,
  queueFronts,
  queueLoads,
  transfer,
} from '@rejoin/contracts';
import { instant, isRefused, newId, type Refused } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { RoutingFixture } from '../routing.fixture';

let routing: RoutingFixture;
beforeAll(async () => {
  routing = await RoutingFixture.start();
});
afterEach(async () => {
  expect(await routing.audit()).toEqual([]);
});
afterAll(() => routing.stop());

function replyOf<Reply>(reply: Reply | Refused): Reply {
  if (isRefused(reply)) throw new Error(reply.refused);
  return reply;
}

async function conversationOf(unitsPerConversation = 1) {
  const workstreamId = await routing.workstream({ unitsPerConversation });
  const agentId = await routing.agent(workstreamId, { maxUnits: 10 });
  const conversationId = await routing.start(workstreamId);
  await routing.assigned(conversationId);
  return { workstreamId, agentId, conversationId };
}

const untilSlot = (conversationId: string, slot: string) =>
  eventually(async () => (await routing.row(conversationId)).slot === slot);

const loadOf = async (workstreamId: string) =>
  replyOf(await routing.ask(agentLoads, { workstreamId, afterAgentId: null, limit: 10 })).agents;

const unitsOf = async (conversationId: string) =>
  replyOf(await routing.ask(heldUnits, { conversationIds: [conversationId, newId()] })).units;

const hours = (count: number) => instant(Date.now() + count * 3_600_000);
const heldWithin = async (workstreamId: string, from: string, until: string) =>
  replyOf(await routing.ask(heldCapacity, { workstreamId, from, until }));

describe('the queues of a supervisor', () => {
  it('have the number of waiting and parked conversations, and the start of the wait', async () => {
    const [empty, busy] = [await routing.workstream(), await routing.workstream()];
    const waiting = [await routing.start(busy), await routing.start(busy), await routing.start(busy)];
    for (const id of waiting) await routing.untilState(id, 'open');
    const [, , parked = ''] = waiting;
    await routing.away(parked, 1, 'open-hold');
    await eventually(async () => (await routing.row(parked)).away);
    const { queues } = replyOf(await routing.ask(queueLoads, { workstreamIds: [busy, empty] }));
    expect(queues).toEqual([
      { workstreamId: busy, waiting: 2, oldestWaitingSince: expect.any(String), parked: 1 },
      { workstreamId: empty, waiting: 0, oldestWaitingSince: null, parked: 0 },
    ]);
  });

  it('have the number of available agents', async () => {
    const [empty, staffed] = [await routing.workstream(), await routing.workstream()];
    for (let i = 0; i < 2; i++) await routing.agent(staffed);
    const { workstreams } = replyOf(await routing.ask(availableAgents, { workstreamIds: [staffed, empty] }));
    expect(workstreams).toEqual([
      { workstreamId: staffed, agents: 2 },
      { workstreamId: empty, agents: 0 },
    ]);
  });
});

describe('the front of a queue', () => {
  it('has the first conversations in order, without away customers, and the average wait', async () => {
    const [empty, busy] = [await routing.workstream(), await routing.workstream()];
    const waiting: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await routing.start(busy);
      await routing.untilState(id, 'open');
      waiting.push(id);
    }
    await routing.away(waiting[1]!, 1, 'open-hold');
    await eventually(async () => (await routing.row(waiting[1]!)).away);
    const fronts = async () =>
      replyOf(await routing.ask(queueFronts, { workstreamIds: [busy, empty] })).fronts;
    expect(await fronts()).toEqual([
      { workstreamId: busy, conversationIds: [waiting[0], waiting[2]], averageWaitSeconds: null },
      { workstreamId: empty, conversationIds: [], averageWaitSeconds: null },
    ]);
    const [listed] = replyOf(
      await routing.ask(queueFronts, { workstreamIds: [busy, empty], forDesks: true }),
    ).fronts;
    const queued = await Promise.all(
      [waiting[0]!, waiting[2]!].map(async (id) => {
        const [row] = await routing.database.query<{ queuedAt: string }>(
          `select queued_at as "queuedAt" from conversations where id = $1`,
          [id],
        );
        return row?.queuedAt;
      }),
    );
    expect(listed).toMatchObject({
      conversationIds: [waiting[0], waiting[2]],
      queuedAt: queued,
      returned: 0,
    });
    // Their waits are made 10 and 20 s longer.
    const [first, , third] = waiting as [string, string, string];
    await routing.database.query(
      `update conversations set queued_at = queued_at - case id when $1 then interval '10 s' else interval '20 s' end
       where id in ($1, $2)`,
      [first, third],
    );
    await routing.agent(busy, { maxUnits: 2 });
    for (const id of [first, third]) await routing.assigned(id);
    const [now] = await fronts();
    expect(now).toMatchObject({ workstreamId: busy, conversationIds: [] });
    expect(now!.averageWaitSeconds).toBeGreaterThanOrEqual(15);
    expect(now!.averageWaitSeconds).toBeLessThan(60);
  });
});

describe('the agents of a supervisor', () => {
  it('have their used units and the units on hold', async () => {
    const { workstreamId, agentId, conversationId } = await conversationOf(3);
    expect(await loadOf(workstreamId)).toEqual([
      {
        agentId,
        presence: 'available',
        chosen: 'available',
        line: 'connected',
        usedUnits: 3,
        heldUnits: 0,
        maxUnits: 10,
        conversations: 1,
        workstreamIds: [workstreamId],
      },
    ]);
    await routing.away(conversationId, 1);
    await untilSlot(conversationId, 'held');
    await routing.lose(agentId, 1);
    await eventually(async () => (await routing.connectionOf(agentId)) === 'lost');
    expect(await loadOf(workstreamId)).toEqual([
      expect.objectContaining({ presence: 'offline', line: 'lost', usedUnits: 3, heldUnits: 3 }),
    ]);
  });

  it('are listed page by page, without inactive agents', async () => {
    const workstreamId = await routing.workstream();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await routing.agent(workstreamId));
    const off = newId();
    await routing.changeAgent(off, { active: false, maxUnits: 7, workstreamIds: [workstreamId] });
    await routing.untilMaximum(off, 7);
    const page = async (afterAgentId: string | null) =>
      replyOf(await routing.ask(agentLoads, { workstreamId, afterAgentId, limit: 2 })).agents.map(
        (agent) => agent.agentId,
      );
    const first = await page(null);
    const second = await page(first[1] ?? null);
    expect([...first, ...second]).toEqual([...ids].sort());
  });

  it('are sorted by load, and filtered by presence and by id, over pages of 202 agents', async () => {
    const workstreamId = await routing.workstream();
    const busy = await routing.agent(workstreamId, { maxUnits: 10 });
    for (let i = 0; i < 2; i++) await routing.assigned(await routing.start(workstreamId));
    const free = await routing.agent(workstreamId, { maxUnits: 9 });
    const gone = Array.from(
      { length: 200 },
      (_, index) => `0${String(index).padStart(3, '0')}-${workstreamId}`,
    );
    await routing.database.query(
      `insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, epoch, lost_epoch)
       select id, true, 4, 'offline', array[$2], 'none', 'offline', 0, 0 from unnest($1::text[]) as n (id)`,
      [gone, workstreamId],
    );
    const ask = async (more: object) => {
      const asked = { workstreamId, afterAgentId: null, limit: 101, ...more };
      return replyOf(await routing.ask(agentLoads, asked)).agents.map(({ agentId }) => agentId);
    };
    expect((await ask({})).slice(0, 2)).toEqual(gone.slice(0, 2));
    expect((await ask({ order: 'busy' })).slice(0, 3)).toEqual([busy, free, gone[0]]);
    expect((await ask({ order: 'free' })).slice(0, 2)).toEqual([free, busy]);
    const all: string[] = [];
    for (let page = await ask({ order: 'busy' }); page.length > 0;) {
      all.push(...page);
      page = await ask({ order: 'busy', afterAgentId: all.at(-1) ?? null });
    }
    expect(all).toEqual([busy, free, ...gone]);
    expect(await ask({ order: 'busy', presence: 'available' })).toEqual([busy, free]);
    expect(await ask({ presence: 'offline' })).toHaveLength(101);
    expect(await ask({ agentIds: [free, gone[7] ?? '', newId()] })).toEqual([gone[7], free]);
    expect(await ask({ agentIds: [] })).toEqual([]);
  });
});

describe('capacity on hold', () => {
  it('is reported while it lasts, and with its duration afterwards', async () => {
    const { workstreamId, conversationId } = await conversationOf(3);
    expect(await unitsOf(conversationId)).toEqual({});
    await routing.away(conversationId, 1);
    await untilSlot(conversationId, 'held');
    expect(await unitsOf(conversationId)).toEqual({ [conversationId]: 3 });
    await routing.back(conversationId, 1);
    await untilSlot(conversationId, 'consumed');
    expect(await unitsOf(conversationId)).toEqual({});

    // The hold is moved back: it started two hours ago and lasted one, of which the second half is requested.
    await routing.database.query(`update holds set held_at = $2, ended_at = $3 where conversation_id = $1`, [
      conversationId,
      hours(-2),
      hours(-1),
    ]);
    const half = await heldWithin(workstreamId, hours(-1.5), hours(1));
    expect(half.holds).toBe(1);
    expect(half.conversationMinutes).toBeCloseTo(30, 0);
    expect(half.unitMinutes).toBeCloseTo(90, 0);
    expect((await heldWithin(workstreamId, hours(-0.9), hours(1))).holds).toBe(0);
    expect((await heldWithin(workstreamId, hours(-4), hours(-2.1))).holds).toBe(0);
  });

  it('counts as two holds after a transfer', async () => {
    const { workstreamId, agentId, conversationId } = await conversationOf();
    const toAgentId = await routing.agent(workstreamId);
    await routing.away(conversationId, 1);
    await untilSlot(conversationId, 'held');
    replyOf(await routing.ask(transfer, { conversationId, agentId, toAgentId, awayEpoch: 1 }));
    await eventually(async () => (await routing.row(conversationId)).agentId === toAgentId);
    expect(await heldWithin(workstreamId, hours(-1), hours(1))).toMatchObject({ holds: 2 });
    expect(await unitsOf(conversationId)).toEqual({ [conversationId]: 1 });
  });

  it('ends when the conversation is parked', async () => {
    const { agentId, conversationId } = await conversationOf();
    await routing.away(conversationId, 1);
    await untilSlot(conversationId, 'held');
    replyOf(await routing.ask(closeTab, { conversationId, agentId, awayEpoch: 1 }));
    expect(await unitsOf(conversationId)).toEqual({});
  });

  it('is recorded also when disconnect and return are handled together', async () => {
    const { workstreamId, conversationId } = await conversationOf();
    await routing.away(conversationId, 1);
    await routing.back(conversationId, 1);
    await routing.away(conversationId, 2);
    await untilSlot(conversationId, 'held');
    await eventually(async () => {
      expect(await heldWithin(workstreamId, hours(-1), hours(1))).toMatchObject({ holds: 2 });
    });
  });
});
