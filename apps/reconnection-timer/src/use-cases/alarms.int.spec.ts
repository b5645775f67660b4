import type { AgentSessionFact } from '@rejoin/contracts';
import { instant, millis, newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import type { AlarmingFact } from '../domain/alarm';
import { auditReconnections } from '../store/auditor';
import { freshTimerDatabase, Replica } from '../timer.fixture';

let fresh: FreshDatabase;
let one: Replica;
let other: Replica;

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  [one, other] = await Promise.all([Replica.open(fresh.url), Replica.open(fresh.url)]);
});

afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await fresh.drop();
});

afterEach(async () => {
  expect(await auditReconnections(one.database, 3_600)).toEqual([]);
});

const tell = (...facts: AlarmingFact[]) => one.database.transaction((tx) => one.setAlarms.run(tx, facts));

const lost = (agentId: string, epoch: number, lostAt: string): AgentSessionFact => ({
  type: 'AgentDisconnected',
  data: { agentId, epoch, lostAt, graceSeconds: 10 },
});
const connected = (agentId: string, epoch: number, at: string): AgentSessionFact => ({
  type: 'AgentConnected',
  data: { agentId, epoch, at },
});
const key = (agentId: string) => `agent-grace:${agentId}`;

/** Returns the generations that rang for a subject, in order. */
async function rang(subjectId: string): Promise<number[]> {
  const rows = await one.database.query<{ generation: number }>(
    `select (data->>'generation')::int as generation from outbox
     where family = 'deadline' and aggregate_id = $1 order by version`,
    [subjectId],
  );
  return rows.map(({ generation }) => generation);
}

describe('an alarm', () => {
  it('rings once when it is due, with the generation that scheduled it', async () => {
    const agentId = newId();
    const lostAt = await one.in(-20);
    await tell(lost(agentId, 3, lostAt));
    expect(await one.ring([key(agentId)])).toEqual({ busy: [], later: [] });
    await other.ring([key(agentId)]);
    const [fact] = await one.database.query<{ data: object }>(
      `select data from outbox where aggregate_id = $1`,
      [agentId],
    );
    expect(fact?.data).toMatchObject({
      subjectId: agentId,
      kind: 'agent-grace',
      generation: 3,
      dueAt: instant(millis(lostAt) + 10_000),
    });
    expect(await rang(agentId)).toEqual([3]);
  });

  it('does not ring early, and returns when it is due', async () => {
    const agentId = newId();
    const lostAt = await one.in(0);
    await tell(lost(agentId, 1, lostAt));
    const dueAt = instant(millis(lostAt) + 10_000);
    expect(await one.ring([key(agentId)])).toEqual({ busy: [], later: [{ key: key(agentId), dueAt }] });
    expect(await rang(agentId)).toEqual([]);
  });

  it('of an agent whom an outage may have hidden rings some seconds after it, unless it is switched off meanwhile', async () => {
    const [back, gone] = [newId(), newId()];
    await tell(lost(back, 1, await one.in(-20)), lost(gone, 1, await one.in(-20)));
    const until = await one.in(-1);
    await one.database.query(`insert into outages (since, until) values ($1, $2)`, [
      await one.in(-30),
      until,
    ]);
    const { later } = await one.ring([key(back), key(gone)]);
    expect(later.map(({ key: which }) => which).sort()).toEqual([key(back), key(gone)].sort());
    for (const { dueAt } of later) expect(millis(dueAt)).toBeGreaterThanOrEqual(millis(until) + 5_000);
    // They are stored, so that the scans of the next minutes do not find them.
    const stored = await one.database.query<{ dueAt: string }>(
      `select due_at as "dueAt" from alarms where subject_id = any($1)`,
      [[back, gone]],
    );
    expect(stored.map(({ dueAt }) => dueAt).sort()).toEqual(later.map(({ dueAt }) => dueAt).sort());
    await tell(connected(back, 2, await one.in(-15)));
    await one.database.query(`delete from outages`);
    await one.database.query(`update alarms set due_at = clock_timestamp() where due_at > clock_timestamp()`);
    await one.ring([key(back), key(gone)]);
    expect([await rang(back), await rang(gone)]).toEqual([[], [1]]);
  });

  it('that is switched off does not ring', async () => {
    const agentId = newId();
    await tell(lost(agentId, 1, await one.in(-20)));
    await tell(connected(agentId, 2, await one.in(0)));
    expect(await one.ring([key(agentId)])).toEqual({ busy: [], later: [] });
    expect(await rang(agentId)).toEqual([]);
  });

  it('of a newer generation replaces the older, which never rings', async () => {
    const agentId = newId();
    await tell(lost(agentId, 1, await one.in(-20)));
    await tell(connected(agentId, 2, await one.in(-10)), lost(agentId, 2, await one.in(0)));
    await one.ring([key(agentId)]);
    expect(await rang(agentId)).toEqual([]);
    await tell(connected(agentId, 3, await one.in(0)), lost(agentId, 3, await one.in(-20)));
    await one.ring([key(agentId)]);
    expect(await rang(agentId)).toEqual([3]);
  });

  it('of an older generation changes nothing', async () => {
    const agentId = newId();
    await tell(lost(agentId, 5, await one.in(0)));
    await tell(lost(agentId, 4, await one.in(-20)));
    await one.ring([key(agentId)]);
    expect(await rang(agentId)).toEqual([]);
  });

  it('rings once through two replicas at the same instant', async () => {
    const agents = Array.from({ length: 300 }, () => newId());
    const lostAt = await one.in(-20);
    await tell(...agents.map((agentId) => lost(agentId, 1, lostAt)));
    const keys = agents.map(key);
    const [first, second] = await Promise.all([one.ring(keys), other.ring(keys)]);
    await Promise.all([one.ring(first.busy), other.ring(second.busy)]);
    const [rings] = await one.database.query<{ n: number; subjects: number }>(
      `select count(*) as n, count(distinct aggregate_id) as subjects from outbox
       where family = 'deadline' and aggregate_id = any($1)`,
      [agents],
    );
    expect(rings).toEqual({ n: 300, subjects: 300 });
  });
});

describe('a conversation in wrap-up', () => {
  const wrappedUp = (conversationId: string, at: string): AlarmingFact => ({
    type: 'ConversationWrappedUp',
    data: {
      conversationId,
      workstreamId: 'w1',
      agentId: 'a1',
      reason: 'ConversationEndedByAgent',
      rule: 'custom-time',
      blockSeconds: 60,
      autoCloseSeconds: 900,
      generation: 1,
      at,
    },
  });

  it('has two alarms with their own times, and closing it switches both off', async () => {
    const conversationId = newId();
    const keys = [`wrap-up-block:${conversationId}`, `auto-close:${conversationId}`];
    const at = await one.in(-100);
    await tell(wrappedUp(conversationId, at));
    expect(await one.ring(keys)).toEqual({
      busy: [],
      later: [{ key: keys[1], dueAt: instant(millis(at) + 900_000) }],
    });
    expect(await rang(conversationId)).toEqual([1]);
    const data = { conversationId, workstreamId: 'w1', reason: 'ClosedByAgent' as const, at };
    await tell({ type: 'ConversationClosed', data });
    expect(await one.ring(keys)).toEqual({ busy: [], later: [] });
  });
});
