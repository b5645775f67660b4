import { closeTab, pick, release, setPresence, transfer, type Fact, type Rpc } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { RunningService } from '@rejoin/service';
import { eventually } from '@rejoin/testing';
import fc from 'fast-check';
import { assignments } from '../outbound/figures.metrics';
import { now, opened, RoutingFixture, started } from '../routing.fixture';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { AssignQueue } from '../use-cases/assign-queue';

let routing: RoutingFixture;
beforeAll(async () => {
  routing = await RoutingFixture.start({ replicas: 2 });
});
afterEach(async () => {
  expect(await routing.audit()).toEqual([]);
});
afterAll(() => routing.stop());

const herdSize = 1_000;

function oneRound({ app, parts }: RunningService, queue: string): Promise<unknown> {
  return parts.database.transaction((tx) => app.get(AssignQueue).run(tx, queue));
}

type Figures = Awaited<ReturnType<typeof assignments.get>>;

function found({ values }: Figures, by: string): number {
  return values.find(({ labels }) => labels.found_by === by)?.value ?? 0;
}

async function inState(workstream: string, state: string): Promise<number> {
  const [row] = await routing.database.query<{ n: number }>(
    `select count(*) as n from conversations where workstream_id = $1 and state = $2`,
    [workstream, state],
  );
  return row?.n ?? 0;
}

describe('two replicas', () => {
  it('that assign at the same time to an agent with one free unit use it once', async () => {
    for (let round = 0; round < 8; round++) {
      const queues = [await routing.workstream(), await routing.workstream()];
      const settings = { workstreamIds: queues, defaultPresence: 'busy' } as const;
      const agentId = await routing.agent(queues[0] ?? '', settings);
      const conversations = await Promise.all([...queues, ...queues].map((queue) => routing.start(queue)));
      for (const conversation of conversations) await routing.untilState(conversation, 'open');

      await routing.ask(setPresence, { agentId, presence: 'available' });
      await Promise.all([
        ...routing.replicas.flatMap((replica) => queues.map((queue) => oneRound(replica, queue))),
        ...conversations.map((conversationId) => routing.ask(pick, { conversationId, agentId })),
      ]);
      // A round skips locked rows; their transaction signals the queue, and another round follows.
      await eventually(async () => {
        const states = await Promise.all(conversations.map(async (id) => (await routing.row(id)).state));
        expect(states.sort()).toEqual(['active', 'open', 'open', 'open']);
      });
      expect(await routing.usedUnits(agentId)).toBe(1);
    }
  });

  it('assign many conversations in order of arrival, up to the maximum of each agent', async () => {
    const workstream = await routing.workstream();
    const agents: string[] = [];
    for (let i = 0; i < 40; i++)
      agents.push(await routing.agent(workstream, { maxUnits: 22, defaultPresence: 'busy' }));
    const ids = Array.from({ length: herdSize }, () => newId());
    await routing.publish(...ids.map((id) => started(id, workstream)));
    const capacity = agents.length * 22;
    // Replicas receive the starts in parts; the order is complete when all have arrived.
    await eventually(async () => (await inState(workstream, 'open')) === herdSize, { timeout: 30_000 });
    await Promise.all(agents.map((agentId) => routing.ask(setPresence, { agentId, presence: 'available' })));
    await eventually(async () => (await inState(workstream, 'active')) === capacity, { timeout: 30_000 });
    expect(await inState(workstream, 'open')).toBe(herdSize - capacity);
    const waiting = await routing.database.query<{ id: string }>(
      `select id from conversations where workstream_id = $1 and state = 'open' order by id`,
      [workstream],
    );
    expect(waiting.map(({ id }) => id)).toEqual(ids.slice(capacity));
    for (const agentId of agents) expect(await routing.usedUnits(agentId)).toBe(22);
  });
});

describe('rounds of one queue', () => {
  it('run one after another, so that a failed round changes no order', async () => {
    const workstream = await routing.workstream();
    const agentId = await routing.agent(workstream, { defaultPresence: 'busy' });
    // There is one conversation more than a round takes: a parallel round would assign the last one first.
    const ids = Array.from({ length: 201 }, () => newId());
    await routing.publish(...ids.map((id) => started(id, workstream)));
    await eventually(async () => (await inState(workstream, 'open')) === ids.length);
    const failing = routing.database.transaction(async (tx) => {
      const [{ app }] = routing.replicas as [RunningService];
      app.get(WorkstreamsStore).lockQueue(tx, workstream);
      await app.get(ConversationsStore).lockFirstInQueue(tx, workstream, 200);
      await routing.ask(setPresence, { agentId, presence: 'available' });
      await eventually(async () => {
        const [waiting] = await routing.database.query(
          `select from pg_locks l join pg_database d on d.oid = l.database
           where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
        );
        return waiting;
      });
      throw new Error('this round fails');
    });
    await expect(failing).rejects.toThrow('this round fails');
    const [first] = ids as [string];
    expect(await routing.assigned(first)).toBe(agentId);
  });
});

describe('a commit that adds work or free units', () => {
  it('signals its queue, which does not wait for the sweep', async () => {
    const rung = async () => found(await assignments.get(), 'ring');
    const before = await rung();
    const workstream = await routing.workstream();
    const agentId = await routing.agent(workstream);
    for (let i = 0; i < 5; i++) {
      const conversation = await routing.start(workstream);
      expect(await routing.assigned(conversation)).toBe(agentId);
      await routing.seal(conversation, 'started-new');
      await routing.untilState(conversation, 'wrap-up');
    }
    // The sweep may come first sometimes, but not five times in a row.
    await eventually(async () => expect(await rung()).toBeGreaterThan(before));
  });
});

describe('the sweep', () => {
  it('finds work without a signal', async () => {
    const [workstream, agentId, conversation] = [newId(), newId(), newId()];
    // This is the state after a replica was killed between its commits and their signals.
    await routing.database.transaction(async (tx) => {
      await tx.query(`insert into workstreams values ($1, 'default', 1, 'always-block', null, 900)`, [
        workstream,
      ]);
      await tx.query(
        `insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, epoch, lost_epoch)
         values ($1, true, 1, 'available', array[$2], 'live', 'available', 1, 0)`,
        [agentId, workstream],
      );
      await tx.query(
        `insert into conversations (id, workstream_id, state, away, units, slot, queued_at, generation, window_epoch)
         values ($1, $2, 'open', false, 0, 'none', now(), 0, 0)`,
        [conversation, workstream],
      );
    });
    expect(await routing.assigned(conversation)).toBe(agentId);
  });
});

describe('the auditor', () => {
  it('reports used units, a slot or a release that does not agree with the ledger', async () => {
    const workstream = await routing.workstream();
    const agentId = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    const findings = async (tamper: string, id: string): Promise<string[]> => {
      const [replica] = routing.replicas;
      const found: string[] = [];
      await replica?.parts.database
        .transaction(async (tx) => {
          await tx.query(tamper, [id]);
          found.push(...(await routing.audit(tx)));
          throw new Error('undo');
        })
        .catch(() => undefined);
      return found;
    };
    expect(await findings(`update agents set used_units = 7 where id = $1`, agentId)).toEqual([
      `agent ${agentId}: used 7, the ledger says 1`,
    ]);
    const release = `update capacity_ledger set released_at = now(), released_because = 'x' where conversation_id = $1`;
    expect(await findings(release, conversation)).toHaveLength(3);
    const other = `update conversations set agent_id = 'somebody' where id = $1`;
    expect(await findings(other, conversation)).toHaveLength(1);
  });
});

describe('random concurrent commands on both replicas', () => {
  it('never acquire a unit twice, release it twice or exceed a maximum', async () => {
    const workstreams = [
      await routing.workstream({ wrapUpRule: 'dont-block' }),
      await routing.workstream({ unitsPerConversation: 2 }),
    ];
    const agents = await Promise.all(
      [2, 3, 4, 5].map((maxUnits) =>
        routing.agent(workstreams[0] ?? '', { maxUnits, workstreamIds: workstreams }),
      ),
    );
    const conversations = Array.from({ length: 60 }, () => newId());
    await routing.publish(...conversations.map((id, i) => started(id, workstreams[i % 2] ?? '')));
    const steps = fc.sample(step(conversations, agents), 300);
    for (let at = 0; at < steps.length; at += 30) {
      await Promise.all(steps.slice(at, at + 30).map((one) => make(one)));
      expect(await routing.audit()).toEqual([]);
    }
    await routing.publish(...conversations.map((id) => expired(id)));
    await eventually(async () => (await stillLive(workstreams)) === 0, { timeout: 30_000 });
    await routing.publish(...conversations.map((id) => closing(id)));
    await eventually(
      async () => {
        for (const agentId of agents) expect(await routing.usedUnits(agentId)).toBe(0);
      },
      { timeout: 30_000 },
    );
  });
});

type Step = { tell: Fact } | { ask: Rpc; request: Record<string, string | null> };

function step(conversations: readonly string[], agents: readonly string[]): fc.Arbitrary<Step> {
  const conversationId = fc.constantFrom(...conversations);
  const agentId = fc.constantFrom(...agents);
  const epoch = fc.integer({ min: 1, max: 4 });
  const ofAgent = fc.record({ conversationId, agentId });
  return fc.oneof(
    ofAgent.map((request) => ({ ask: closeTab, request })),
    ofAgent.map((request) => ({ ask: release, request })),
    ofAgent.map((request) => ({ ask: pick, request })),
    fc
      .record({ conversationId, agentId: fc.constant(null), toAgentId: agentId })
      .map((request) => ({ ask: transfer, request })),
    fc.tuple(conversationId, epoch).map(([id, e]) => ({ tell: opened(id, e, 'reconnect') })),
    fc.tuple(conversationId, epoch).map(([id, e]) => ({ tell: returned(id, e) })),
    fc.tuple(agentId, epoch).map(([id, e]) => ({ tell: connected(id, e + 1) })),
    fc.tuple(agentId, epoch).map(([id, e]) => ({ tell: signedOut(id, e) })),
    conversationId.map((id) => ({ tell: sealed(id) })),
  );
}

async function make(one: Step): Promise<void> {
  if ('tell' in one) await routing.publish(one.tell);
  else await routing.ask(one.ask, one.request);
}

async function stillLive(workstreams: readonly string[]): Promise<number> {
  const live = await Promise.all(workstreams.flatMap((id) => [inState(id, 'open'), inState(id, 'active')]));
  return live.reduce((sum, n) => sum + n, 0);
}

const returned = (conversationId: string, epoch: number): Fact => ({
  type: 'ReconnectAccepted',
  data: { conversationId, epoch, nextEpoch: epoch + 1, way: 'link', claim: 'c', at: now() },
});
const expired = (conversationId: string): Fact => ({
  type: 'ReconnectExpired',
  data: { conversationId, epoch: 9, kind: 'reconnect', deadlineAt: now(), by: 'timer', at: now() },
});
const sealed = (conversationId: string): Fact => ({
  type: 'ConversationSealed',
  data: { conversationId, by: 'agent', agentId: null, reason: 'ended', endedEpoch: null, at: now() },
});
const closing = (subjectId: string): Fact => ({
  type: 'DeadlineReached',
  data: { subjectId, kind: 'auto-close', generation: 1, dueAt: now(), at: now() },
});
const connected = (agentId: string, epoch: number): Fact => ({
  type: 'AgentConnected',
  data: { agentId, epoch, at: now() },
});
const signedOut = (agentId: string, epoch: number): Fact => ({
  type: 'AgentSignedOut',
  data: { agentId, epoch, at: now() },
});
