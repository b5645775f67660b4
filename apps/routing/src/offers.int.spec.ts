import {
  acceptOffer,
  agentStandings,
  agentStatus,
  assign,
  declineOffer,
  forceOffline,
  pick,
  queueFronts,
  setPresence,
  type WorkstreamSettings,
} from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { RoutingFixture } from './routing.fixture';

const timed: Partial<WorkstreamSettings> = { offerSeconds: 60 };
let routing: RoutingFixture;
beforeAll(async () => {
  routing = await RoutingFixture.start();
});
afterEach(async () => {
  expect(await routing.audit()).toEqual([]);
});
afterAll(() => routing.stop());

/** Waits until the conversation is offered to an agent, other than `not`, and returns the agent. */
function offeredTo(conversationId: string, not?: string): Promise<string> {
  return eventually(async () => {
    const { offeredTo: agentId } = await offerOf(conversationId);
    return agentId !== null && agentId !== not && agentId;
  });
}

async function offerOf(conversationId: string): Promise<{ offeredTo: string | null }> {
  const [row] = await routing.database.query<{ offeredTo: string | null }>(
    `select offered_to as "offeredTo" from conversations where id = $1`,
    [conversationId],
  );
  return row ?? { offeredTo: null };
}

/** Moves the end of an offer into the past, as if its time were over. */
async function runOut(conversationId: string): Promise<void> {
  await routing.database.query(
    `update conversations set offered_until = clock_timestamp() where id = $1 and offered_to is not null`,
    [conversationId],
  );
}

/** Moves the end of the pause into the past. */
async function endPause(conversationId: string): Promise<void> {
  await routing.database.query(`update conversations set passed_until = clock_timestamp() where id = $1`, [
    conversationId,
  ]);
}

async function outcomes(conversationId: string): Promise<string[]> {
  const facts = await routing.facts(conversationId);
  return facts.flatMap((fact) =>
    fact.type === 'OfferEnded' ? [`${fact.data.outcome} by ${fact.data.agentId}`] : [],
  );
}

describe('an offered chat', () => {
  it('takes the units, is listed for its agent alone, and is assigned when the agent accepts at one of two desks', async () => {
    const workstreamId = await routing.workstream(timed);
    const ann = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    expect(await offeredTo(conversationId)).toBe(ann);
    expect(await routing.usedUnits(ann)).toBe(1);
    expect(await routing.row(conversationId)).toMatchObject({ state: 'open', slot: 'offered' });
    const offer = { conversationId, workstreamId, until: expect.any(String) as string };
    expect(await routing.ask(agentStatus, { agentId: ann })).toMatchObject({ queue: [], offers: [offer] });
    expect(await routing.ask(agentStandings, { agentIds: [ann] })).toMatchObject({
      standings: [{ agentId: ann, usedUnits: 1, offers: [offer] }],
    });
    const fronts = { workstreamIds: [workstreamId] };
    expect(await routing.ask(queueFronts, { ...fronts, forDesks: true })).toMatchObject({
      fronts: [{ conversationIds: [] }],
    });
    expect(await routing.ask(queueFronts, fronts)).toMatchObject({
      fronts: [{ conversationIds: [conversationId] }],
    });

    const bob = await routing.agent(workstreamId);
    expect(await routing.ask(pick, { conversationId, agentId: bob })).toEqual({ refused: 'not-open' });
    expect(await routing.ask(acceptOffer, { conversationId, agentId: bob })).toEqual({
      refused: 'offer-ended',
    });
    const answers = [acceptOffer, acceptOffer].map((rpc) =>
      routing.ask(rpc, { conversationId, agentId: ann }),
    );
    expect(await Promise.all(answers)).toEqual([{}, {}]);
    expect(await routing.row(conversationId)).toMatchObject({
      state: 'active',
      agentId: ann,
      slot: 'consumed',
    });
    expect(await routing.factTypes(conversationId)).toEqual([
      'ConversationQueued',
      'ConversationOffered',
      'AgentAssigned',
    ]);
  });

  it('goes to the next agent when one declines, to nobody twice, and again after the pause', async () => {
    const workstreamId = await routing.workstream(timed);
    await routing.agent(workstreamId, { maxUnits: 9 });
    await routing.agent(workstreamId, { maxUnits: 9 });
    const conversationId = await routing.start(workstreamId);
    const first = await offeredTo(conversationId);
    expect(await routing.ask(declineOffer, { conversationId, agentId: first })).toEqual({});
    const second = await offeredTo(conversationId, first);
    expect(await routing.usedUnits(first)).toBe(0);
    expect(await routing.usedUnits(second)).toBe(1);
    expect(await routing.ask(declineOffer, { conversationId, agentId: second })).toEqual({});
    expect(await routing.ask(acceptOffer, { conversationId, agentId: second })).toEqual({
      refused: 'offer-ended',
    });
    // The conversation behind it is offered, so rounds of the queue have looked at both.
    const behind = await routing.start(workstreamId);
    await offeredTo(behind);
    expect(await offerOf(conversationId)).toEqual({ offeredTo: null });
    expect(await outcomes(conversationId)).toEqual([`declined by ${first}`, `declined by ${second}`]);

    const third = await routing.agent(workstreamId, { maxUnits: 9 });
    expect(await offeredTo(conversationId)).toBe(third);
    await routing.ask(declineOffer, { conversationId, agentId: third });
    await endPause(conversationId);
    expect([first, second, third]).toContain(await offeredTo(conversationId));
  });

  it('reaches an agent with few free units after all who have more have declined', async () => {
    const workstreamId = await routing.workstream(timed);
    const last = await routing.agent(workstreamId, { maxUnits: 1 });
    for (const maxUnits of [7, 8, 9]) await routing.agent(workstreamId, { maxUnits });
    const conversationId = await routing.start(workstreamId);
    let agentId = await offeredTo(conversationId);
    for (let n = 0; n < 3; n++) {
      expect(agentId).not.toBe(last);
      await routing.ask(declineOffer, { conversationId, agentId });
      agentId = await offeredTo(conversationId, agentId);
    }
    expect(agentId).toBe(last);
  });

  it('is missed when its time is over, which makes the agent away where the workstream says so', async () => {
    for (const awayAfterMissedOffer of [true, false]) {
      const workstreamId = await routing.workstream({ ...timed, awayAfterMissedOffer });
      const ann = await routing.agent(workstreamId, { maxUnits: 9 });
      const conversationId = await routing.start(workstreamId);
      await offeredTo(conversationId);
      await runOut(conversationId);
      expect(await routing.ask(acceptOffer, { conversationId, agentId: ann })).toEqual({
        refused: 'offer-ended',
      });
      await eventually(async () => expect(await outcomes(conversationId)).toEqual([`missed by ${ann}`]));
      const presence = awayAfterMissedOffer ? 'away' : 'available';
      expect(await routing.ask(agentStatus, { agentId: ann })).toMatchObject({
        presence,
        usedUnits: 0,
        offers: [],
      });
    }
  });

  it('ends in time while the rows of another one, or of its agent, are locked', async () => {
    const workstreamId = await routing.workstream({ ...timed, awayAfterMissedOffer: true });
    const agents = [
      await routing.agent(workstreamId),
      await routing.agent(workstreamId),
      await routing.agent(workstreamId),
    ];
    const offered = new Map<string, string>();
    for (let i = 0; i < 3; i++) {
      const conversationId = await routing.start(workstreamId);
      offered.set(await offeredTo(conversationId), conversationId);
    }
    const [first = '', second = '', third = ''] = agents.map((agentId) => offered.get(agentId) ?? '');
    await routing.database.transaction(async (tx) => {
      await tx.query(`select from conversations where id = $1 for update`, [first]);
      await tx.query(`select from agents where id = $1 for update`, [agents[1]]);
      await tx.query(`update conversations set offered_until = clock_timestamp() where id = $1`, [first]);
      await runOut(second);
      await runOut(third);
      await eventually(async () => {
        // An idle transaction would be ended.
        await tx.query('select 1');
        expect(await outcomes(third)).toEqual([`missed by ${agents[2]}`]);
      });
      expect(await outcomes(second)).toEqual([]);
    });
    for (const [i, one] of [first, second].entries())
      await eventually(async () => expect(await outcomes(one)).toEqual([`missed by ${agents[i]}`]));
  });

  it('ends in time although routing was restarted', async () => {
    const workstreamId = await routing.workstream(timed);
    const ann = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await offeredTo(conversationId);
    const [replica] = routing.replicas.splice(0, 1);
    await replica?.stop();
    await routing.addReplica();
    expect(await offerOf(conversationId)).toEqual({ offeredTo: ann });
    await runOut(conversationId);
    await eventually(async () => expect(await outcomes(conversationId)).toEqual([`missed by ${ann}`]));
  });

  const departures: [string, (ann: string, workstreamId: string) => Promise<unknown>][] = [
    ['loses the connection', (ann) => routing.lose(ann, 1)],
    ['signs out', (ann) => routing.signOut(ann, 1)],
    ['is busy', (agentId) => routing.ask(setPresence, { agentId, presence: 'busy' })],
    ['is set to offline', (agentId) => routing.ask(forceOffline, { agentId, accountId: 'sue' })],
    [
      'is deactivated',
      (ann, workstreamId) => routing.changeAgent(ann, { active: false, workstreamIds: [workstreamId] }),
    ],
    ['leaves the workstream', (ann) => routing.changeAgent(ann, { workstreamIds: [] })],
  ];
  it.each(departures)('is withdrawn when the agent %s, and goes to another agent', async (_, depart) => {
    const workstreamId = await routing.workstream(timed);
    const ann = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await offeredTo(conversationId);
    const bob = await routing.agent(workstreamId);
    await depart(ann, workstreamId);
    expect(await offeredTo(conversationId, ann)).toBe(bob);
    expect(await outcomes(conversationId)).toEqual([`withdrawn by ${ann}`]);
  });

  it('is withdrawn while the customer is away, and offered to the same agent after the return', async () => {
    const workstreamId = await routing.workstream(timed);
    const ann = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await offeredTo(conversationId);
    await routing.away(conversationId, 1, 'open-hold');
    await eventually(async () =>
      expect(await routing.row(conversationId)).toMatchObject({ away: true, slot: 'none' }),
    );
    expect(await routing.usedUnits(ann)).toBe(0);
    await routing.back(conversationId, 1);
    expect(await offeredTo(conversationId)).toBe(ann);
    await routing.seal(conversationId, 'closed-by-customer');
    await routing.untilState(conversationId, 'closed');
    expect(await routing.usedUnits(ann)).toBe(0);
  });

  it('is assigned by a supervisor to another agent', async () => {
    const workstreamId = await routing.workstream(timed);
    const ann = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await offeredTo(conversationId);
    const bob = await routing.agent(workstreamId);
    expect(await routing.ask(assign, { conversationId, accountId: 'sue', toAgentId: bob })).toEqual({});
    expect(await routing.row(conversationId)).toMatchObject({ state: 'active', agentId: bob });
    expect(await routing.usedUnits(ann)).toBe(0);
  });

  it('is not asked again of an agent whose customer returns', async () => {
    const workstreamId = await routing.workstream(timed);
    const agentId = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await offeredTo(conversationId);
    await routing.ask(acceptOffer, { conversationId, agentId });
    await routing.away(conversationId, 1);
    await eventually(async () => expect((await routing.row(conversationId)).slot).toBe('held'));
    await routing.back(conversationId, 1);
    await eventually(async () => expect((await routing.row(conversationId)).slot).toBe('consumed'));
    expect((await routing.row(conversationId)).agentId).toBe(agentId);
    const types = await routing.factTypes(conversationId);
    expect(types.filter((type) => type === 'ConversationOffered')).toHaveLength(1);
  });
});
