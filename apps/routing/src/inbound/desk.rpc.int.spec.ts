import {
  agentStatus,
  assign,
  closeConversation,
  closeTab,
  conversationSlots,
  forceOffline,
  pick,
  release,
  setPresence,
  transfer,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
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

async function conversationOf(agentSettings = {}) {
  const workstream = await routing.workstream();
  const agentId = await routing.agent(workstream, agentSettings);
  const conversationId = await routing.start(workstream);
  await routing.assigned(conversationId);
  return { workstream, agentId, conversationId };
}

const held = (conversationId: string) =>
  eventually(async () => (await routing.row(conversationId)).slot === 'held');

describe('closing the tab', () => {
  it('returns the conversation to the queue, for the same agent when no other is available', async () => {
    const { agentId, conversationId } = await conversationOf();
    expect(await routing.ask(closeTab, { conversationId, agentId })).toEqual({});
    await eventually(async () => {
      expect(await routing.factTypes(conversationId)).toEqual([
        'ConversationQueued',
        'AgentAssigned',
        'CapacityReleased',
        'ConversationRequeued',
        'AgentAssigned',
      ]);
    });
    expect(await routing.assigned(conversationId)).toBe(agentId);
  });

  it('succeeds again after the conversation has left', async () => {
    const { agentId, conversationId } = await conversationOf();
    await routing.away(conversationId, 1);
    await held(conversationId);
    await routing.ask(closeTab, { conversationId, agentId });
    const before = await routing.factTypes(conversationId);
    expect(await routing.ask(closeTab, { conversationId, agentId })).toEqual({});
    expect(await routing.factTypes(conversationId)).toEqual(before);
  });

  it('parks at once when the gateway knows that the customer is away, before the fact of the timer arrives', async () => {
    const { agentId, conversationId } = await conversationOf();
    expect(await routing.ask(closeTab, { conversationId, agentId, awayEpoch: 1 })).toEqual({});
    const parked = [
      'ConversationQueued',
      'AgentAssigned',
      'CapacityHeld',
      'CapacityReleased',
      'ConversationRequeued',
    ];
    expect(await routing.factTypes(conversationId)).toEqual(parked);
    await routing.away(conversationId, 1);
    await routing.back(conversationId, 1);
    await eventually(async () => {
      expect(await routing.factTypes(conversationId)).toEqual([
        ...parked,
        'ConversationQueued',
        'AgentAssigned',
      ]);
    });
  });

  it('of an unknown conversation gets the same refusal as that of a colleague', async () => {
    const { agentId, conversationId } = await conversationOf();
    const refused = { refused: 'not-your-conversation' };
    expect(await routing.ask(closeTab, { conversationId: newId(), agentId })).toEqual(refused);
    expect(await routing.ask(closeTab, { conversationId, agentId: newId() })).toEqual(refused);
    expect(await routing.ask(release, { conversationId: newId(), agentId })).toEqual(refused);
    expect(await routing.ask(release, { conversationId, agentId: newId() })).toEqual(refused);
  });
});

describe('transferring', () => {
  it('moves the units and the hold in one step', async () => {
    const { workstream, agentId, conversationId } = await conversationOf();
    const toAgentId = await routing.agent(workstream);
    await routing.away(conversationId, 1);
    await held(conversationId);
    expect(await routing.ask(transfer, { conversationId, agentId, toAgentId })).toEqual({});
    expect(await routing.row(conversationId)).toMatchObject({ agentId: toAgentId, slot: 'held' });
    expect([await routing.usedUnits(agentId), await routing.usedUnits(toAgentId)]).toEqual([0, 1]);
    expect((await routing.factTypes(conversationId)).slice(-3)).toEqual([
      'CapacityReleased',
      'AgentAssigned',
      'CapacityHeld',
    ]);
    expect(await routing.ask(transfer, { conversationId, agentId, toAgentId })).toEqual({});
    expect(await routing.factTypes(conversationId)).toHaveLength(6);
  });

  it('to a full or unreachable agent is refused, and nothing moves', async () => {
    const { workstream, agentId, conversationId } = await conversationOf();
    const full = await routing.agent(workstream, { maxUnits: 0 });
    expect(await routing.ask(transfer, { conversationId, agentId, toAgentId: full })).toEqual({
      refused: 'no-free-capacity',
    });
    const elsewhere = await routing.agent(await routing.workstream());
    const deactivated = await routing.agent(workstream, { active: false });
    for (const toAgentId of [elsewhere, deactivated]) {
      for (const requestedBy of [agentId, null]) {
        expect(await routing.ask(transfer, { conversationId, agentId: requestedBy, toAgentId })).toEqual({
          refused: 'agent-unavailable',
        });
      }
    }
    const gone = await routing.agent(workstream);
    await routing.lose(gone, 1);
    await eventually(async () => (await routing.connectionOf(gone)) === 'lost');
    for (const toAgentId of [gone, newId()]) {
      expect(await routing.ask(transfer, { conversationId, agentId, toAgentId })).toEqual({
        refused: 'agent-unavailable',
      });
    }
    expect((await routing.row(conversationId)).agentId).toBe(agentId);
  });

  it('of a colleague’s is for supervisors only', async () => {
    const { workstream, conversationId } = await conversationOf();
    const other = await routing.agent(workstream);
    expect(await routing.ask(transfer, { conversationId, agentId: other, toAgentId: other })).toEqual({
      refused: 'not-your-conversation',
    });
    expect(await routing.ask(transfer, { conversationId, agentId: null, toAgentId: other })).toEqual({});
    expect((await routing.row(conversationId)).agentId).toBe(other);
  });

  it('crosswise at the same time moves or refuses both, and never exceeds a maximum', async () => {
    const workstream = await routing.workstream();
    const [a, b] = [await routing.agent(workstream), await routing.agent(workstream)];
    const [x, y] = [await routing.start(workstream), await routing.start(workstream)];
    const of = { [x]: await routing.assigned(x), [y]: await routing.assigned(y) };
    await routing.changeAgent(a, { workstreamIds: [workstream], maxUnits: 2 });
    await routing.changeAgent(b, { workstreamIds: [workstream], maxUnits: 2 });
    for (const agentId of [a, b]) await routing.untilMaximum(agentId, 2);
    const swap = (conversationId: string) =>
      routing.ask(transfer, { conversationId, agentId: null, toAgentId: of[conversationId] === a ? b : a });
    expect(await Promise.all([swap(x), swap(y)])).toEqual([{}, {}]);
    expect([await routing.usedUnits(a), await routing.usedUnits(b)]).toEqual([1, 1]);
  });
});

describe('picking', () => {
  it('assigns a waiting conversation once, also to a busy agent', async () => {
    const workstream = await routing.workstream();
    const agentId = await routing.agent(workstream, { defaultPresence: 'busy' });
    const conversationId = await routing.start(workstream);
    await routing.untilState(conversationId, 'open');
    expect(await routing.ask(pick, { conversationId, agentId })).toEqual({});
    expect(await routing.ask(pick, { conversationId, agentId })).toEqual({});
    expect(await routing.factTypes(conversationId)).toEqual(['ConversationQueued', 'AgentAssigned']);
  });

  it('above the maximum is refused', async () => {
    const workstream = await routing.workstream({ unitsPerConversation: 2 });
    const agentId = await routing.agent(workstream, { maxUnits: 1 });
    const conversationId = await routing.start(workstream);
    await routing.untilState(conversationId, 'open');
    expect(await routing.ask(pick, { conversationId, agentId })).toEqual({ refused: 'no-free-capacity' });
  });

  it('at once for an agent with one free slot takes one, and refuses the others by name', async () => {
    const workstream = await routing.workstream();
    const agentId = await routing.agent(workstream, { defaultPresence: 'busy' });
    const waiting = [await routing.start(workstream), await routing.start(workstream)];
    for (const conversationId of waiting) await routing.untilState(conversationId, 'open');
    // Both are under way before either can go on.
    const { asked } = await routing.database.transaction(async (tx) => {
      await tx.query('select from agents where id = $1 for update', [agentId]);
      const picks = waiting.map((conversationId) => routing.ask(pick, { conversationId, agentId }));
      await eventually(async () => {
        const blocked = await tx.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return blocked.length === waiting.length;
      });
      return { asked: picks };
    });
    const told = (await Promise.all(asked)).map((answer) => JSON.stringify(answer)).sort();
    expect(told).toEqual(['{"refused":"no-free-capacity"}', '{}']);
    expect(await routing.usedUnits(agentId)).toBe(1);
  });

  it('refuses assigned, parked, foreign and unknown conversations alike', async () => {
    const { workstream, conversationId } = await conversationOf();
    const agentId = await routing.agent(workstream, { defaultPresence: 'away' });
    const elsewhere = await routing.start(await routing.workstream());
    await routing.untilState(elsewhere, 'open');
    const parked = await routing.start(workstream);
    await routing.away(parked, 1, 'open-hold');
    await eventually(async () => (await routing.row(parked)).away);
    for (const id of [conversationId, elsewhere, parked, newId()]) {
      expect(await routing.ask(pick, { conversationId: id, agentId })).toEqual({ refused: 'not-open' });
    }
  });

  it('by an unreachable or unknown agent is refused', async () => {
    const workstream = await routing.workstream();
    const conversationId = await routing.start(workstream);
    await routing.untilState(conversationId, 'open');
    const agentId = newId();
    await routing.changeAgent(agentId, { workstreamIds: [workstream], maxUnits: 3 });
    await eventually(async () => (await routing.connectionOf(agentId)) === 'none');
    for (const id of [agentId, newId()]) {
      expect(await routing.ask(pick, { conversationId, agentId: id })).toEqual({
        refused: 'agent-unavailable',
      });
    }
  });
});

describe('a supervisor who assigns a conversation', () => {
  const accountId = 'sue';

  it('gives it to an agent who is busy, within the capacity, once', async () => {
    const workstream = await routing.workstream({ unitsPerConversation: 2 });
    const toAgentId = await routing.agent(workstream, { defaultPresence: 'busy', maxUnits: 3 });
    const [first, second] = [await routing.start(workstream), await routing.start(workstream)];
    await routing.untilState(first, 'open');
    await routing.untilState(second, 'open');
    expect(await routing.ask(conversationSlots, { conversationIds: [first, newId()] })).toEqual({
      slots: [{ conversationId: first, queuedAt: expect.any(String) as string, units: 0 }],
    });
    expect(await routing.ask(assign, { conversationId: first, accountId, toAgentId })).toEqual({});
    expect(await routing.ask(assign, { conversationId: first, accountId, toAgentId })).toEqual({});
    const assignments = (await routing.facts(first)).filter(({ type }) => type === 'AgentAssigned');
    expect(assignments.map(({ data }) => data)).toMatchObject([
      { by: 'pick', accountId, agentId: toAgentId },
    ]);
    expect(await routing.ask(assign, { conversationId: second, accountId, toAgentId })).toEqual({
      refused: 'no-free-capacity',
    });
    expect(await routing.usedUnits(toAgentId)).toBe(2);
  });

  it('is refused by name when the agent is offline or does not serve the workstream', async () => {
    const workstream = await routing.workstream();
    const offline = await routing.agent(workstream, { defaultPresence: 'offline' });
    const foreign = await routing.agent(await routing.workstream());
    const conversationId = await routing.start(workstream);
    await routing.untilState(conversationId, 'open');
    for (const toAgentId of [offline, foreign, newId()]) {
      expect(await routing.ask(assign, { conversationId, accountId, toAgentId })).toEqual({
        refused: 'agent-unavailable',
      });
    }
    expect(await routing.row(conversationId)).toMatchObject({ state: 'open', agentId: null });
  });

  it('is refused when it no longer waits, or when its customer is disconnected', async () => {
    const { workstream, agentId, conversationId } = await conversationOf();
    const toAgentId = await routing.agent(workstream, { defaultPresence: 'busy' });
    const parked = await routing.start(workstream);
    await routing.away(parked, 1, 'open-hold');
    await eventually(async () => (await routing.row(parked)).away);
    for (const id of [conversationId, parked, newId()]) {
      expect(await routing.ask(assign, { conversationId: id, accountId, toAgentId })).toEqual({
        refused: 'not-open',
      });
    }
    expect((await routing.row(conversationId)).agentId).toBe(agentId);
  });
});

describe('a supervisor who sets an agent to offline', () => {
  it('stops new conversations, and leaves the agent what they have, also capacity on hold', async () => {
    const { workstream, agentId, conversationId } = await conversationOf({ maxUnits: 3 });
    const other = await routing.start(workstream);
    await routing.assigned(other);
    await routing.away(conversationId, 1);
    await held(conversationId);
    expect(await routing.ask(forceOffline, { agentId, accountId: 'sue' })).toEqual({});
    const waiting = await routing.start(workstream);
    await routing.untilState(waiting, 'open');
    await routing.back(conversationId, 1);
    await eventually(async () => (await routing.row(conversationId)).slot === 'consumed');
    expect(await routing.row(conversationId)).toMatchObject({ state: 'active', agentId });
    expect(await routing.row(other)).toMatchObject({ state: 'active', agentId });
    expect(await routing.row(waiting)).toMatchObject({ state: 'open', agentId: null });
    await routing.ask(setPresence, { agentId, presence: 'available' });
    expect(await routing.assigned(waiting)).toBe(agentId);
  });

  it('publishes who did it once, and refuses unknown agents', async () => {
    const { agentId } = await conversationOf();
    await routing.ask(forceOffline, { agentId, accountId: 'sue' });
    await routing.ask(forceOffline, { agentId, accountId: 'sue' });
    const facts = await routing.database.query(
      `select data->>'chosen' as chosen, data->>'accountId' as account from outbox
       where type = 'AgentPresenceChanged' and aggregate_id = $1 order by version`,
      [agentId],
    );
    expect(facts).toEqual([
      { chosen: 'available', account: null },
      { chosen: 'offline', account: 'sue' },
    ]);
    expect(await routing.ask(forceOffline, { agentId: newId(), accountId: 'sue' })).toEqual({
      refused: 'agent-unavailable',
    });
  });
});

describe('closing a conversation', () => {
  it('is for its agent, in wrap-up, and succeeds again', async () => {
    const { agentId, conversationId } = await conversationOf();
    expect(await routing.ask(closeConversation, { conversationId, agentId })).toEqual({
      refused: 'not-in-wrap-up',
    });
    await routing.seal(conversationId, 'ended', agentId);
    await routing.untilState(conversationId, 'wrap-up');
    expect(await routing.ask(agentStatus, { agentId })).toMatchObject({ usedUnits: 1, wrapUpUnits: 1 });
    expect(await routing.ask(closeConversation, { conversationId, agentId: newId() })).toEqual({
      refused: 'not-your-conversation',
    });
    expect(await routing.ask(closeConversation, { conversationId, agentId })).toEqual({});
    expect(await routing.ask(closeConversation, { conversationId, agentId })).toEqual({});
    expect((await routing.factTypes(conversationId)).slice(-3)).toEqual([
      'ConversationWrappedUp',
      'CapacityReleased',
      'ConversationClosed',
    ]);
    const [ended, , closed] = (await routing.facts(conversationId)).slice(-3);
    for (const fact of [ended, closed]) expect(fact?.data).toMatchObject({ by: 'agent', byAgentId: agentId });
  });
});

describe('presence', () => {
  it('decides about new work only', async () => {
    const { workstream, agentId, conversationId } = await conversationOf({ maxUnits: 2 });
    expect(await routing.ask(setPresence, { agentId, presence: 'busy' })).toEqual({ presence: 'busy' });
    const waiting = await routing.start(workstream);
    await routing.untilState(waiting, 'open');
    expect((await routing.row(conversationId)).agentId).toBe(agentId);
    await routing.ask(setPresence, { agentId, presence: 'available' });
    expect(await routing.assigned(waiting)).toBe(agentId);
  });

  it('publishes a fact for each change', async () => {
    const { agentId } = await conversationOf();
    await routing.ask(setPresence, { agentId, presence: 'busy' });
    await routing.ask(setPresence, { agentId, presence: 'busy' });
    await routing.lose(agentId, 1);
    await eventually(async () => (await routing.connectionOf(agentId)) === 'lost');
    const facts = await routing.database.query<{ presence: string; chosen: string }>(
      `select data ->> 'presence' as presence, data ->> 'chosen' as chosen from outbox
       where type = 'AgentPresenceChanged' and aggregate_id = $1 order by version`,
      [agentId],
    );
    expect(facts).toEqual([
      { presence: 'available', chosen: 'available' },
      { presence: 'busy', chosen: 'busy' },
      { presence: 'offline', chosen: 'busy' },
    ]);
  });

  it('of an unknown agent is refused', async () => {
    expect(await routing.ask(setPresence, { agentId: newId(), presence: 'busy' })).toEqual({
      refused: 'agent-unavailable',
    });
    expect(await routing.ask(agentStatus, { agentId: newId() })).toEqual({ refused: 'agent-unavailable' });
  });
});

describe('the status of an agent', () => {
  it('has presence, units, the queue and the available colleagues', async () => {
    const { workstream, agentId, conversationId } = await conversationOf({ maxUnits: 3 });
    await routing.away(conversationId, 1);
    await held(conversationId);
    await routing.ask(setPresence, { agentId, presence: 'away' });
    const colleague = await routing.agent(workstream, { maxUnits: 1 });
    await routing.assigned(await routing.start(workstream));
    const next = await routing.start(workstream);
    await eventually(async () => {
      expect(await routing.ask(agentStatus, { agentId })).toEqual({
        presence: 'away',
        usedUnits: 1,
        heldUnits: 1,
        wrapUpUnits: 0,
        maxUnits: 3,
        offers: [],
        queue: [{ conversationId: next, workstreamId: workstream, queuedAt: expect.any(String) as string }],
        colleagues: [{ agentId: colleague, presence: 'available', freeUnits: 0 }],
      });
    });
  });
});
