import { heldCapacity, Report, returnBuckets, windowFigures, type Role } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../../gateway.fixture';
import { AddToHistory } from '../../use-cases/add-to-history';

const counted = {
  dropped: 3,
  droppedInQueue: 1,
  back: { resume: 1, link: 0, prompt: 0 },
  expired: 1,
  ended: { customer: 0, agent: 1, supervisor: 0, system: 0 },
  open: 0,
  timeToReturn: {
    count: 1,
    p50Seconds: 4,
    p90Seconds: 4,
    buckets: [...returnBuckets, null].map((upToSeconds, i) => ({ upToSeconds, count: i === 0 ? 1 : 0 })),
  },
};
const held = { unitMinutes: 12.5, conversationMinutes: 2.5, holds: 2 };
const daySeconds = 86_400;

describe('the report of a supervisor', () => {
  let gateway: GatewayFixture;
  let anna: string;
  let ben: string;
  const widgets = new Map<string, string>();
  const asked: { workstreamId: unknown; from: string; until: string }[] = [];
  let isTimerThere = true;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    for (const workstreamId of ['sales', 'repairs']) {
      await gateway.changeWorkstream(workstreamId, { name: `The ${workstreamId}` });
      widgets.set(workstreamId, await gateway.widget({ workstreamId }));
    }
    anna = await gateway.agent({ workstreamIds: ['sales'] });
    ben = await gateway.agent({ workstreamIds: ['sales'] });
    await gateway.timer.answer(windowFigures, (request) => {
      asked.push({ ...request });
      if (!isTimerThere) return { refused: 'unavailable' };
      return counted;
    });
    await gateway.routing.answer(heldCapacity, () => held);
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    asked.length = 0;
    isTimerThere = true;
    await gateway.database.query(`update conversations set org = 'emptied' where org = 'default'`);
    await gateway.database.query(`update conversation_measures set org = 'emptied' where org = 'default'`);
  });

  const get = async (query: string, role: Role = 'supervisor') =>
    gateway.http('GET', `/v1/supervisor/report${query}`, {
      headers: { authorization: `Bearer ${await gateway.token({ roles: [role], accountId: 'sue' })}` },
    });
  const read = async (query = ''): Promise<Report> => {
    const { status, json } = await get(query);
    expect([status, json['title']]).toEqual([200, undefined]);
    return Report.parse(json);
  };

  /** The times of a conversation in seconds before now. */
  interface Times {
    readonly workstreamId?: string;
    readonly started: number;
    /** Who had it, from when until when. Without an end, the agent still has it. */
    readonly served?: readonly (readonly [agentId: string, from: number, until?: number])[];
    readonly answered?: readonly [agentId: string, at: number];
    readonly closed?: number;
  }

  /** Writes the transcript of a conversation. A closed one is closed by facts, as any other. */
  async function conversation({ workstreamId = 'sales', started, served = [], answered, closed }: Times) {
    const { caller, conversationId } = await gateway.customer(widgets.get(workstreamId) ?? '');
    caller.leave();
    if (closed !== undefined) await gateway.close(conversationId, workstreamId);
    const entries = [
      ...served.flatMap(([agentId, from, until]) => [
        { code: 'agent-joined', kind: 'system', agentId, ago: from },
        ...(until === undefined ? [] : [{ code: 'agent-left', kind: 'system', agentId, ago: until }]),
      ]),
      ...(answered ? [{ code: null, kind: 'message', agentId: answered[0], ago: answered[1] }] : []),
      ...(closed === undefined ? [] : [{ code: 'closed', kind: 'system', agentId: null, ago: closed }]),
    ].sort((one, other) => other.ago - one.ago);
    // One transaction, as the transcript grows by facts: nothing is measured in between.
    await gateway.database.transaction(async (tx) => {
      await tx.query(`select from conversations where id = $1 for update`, [conversationId]);
      await tx.query(`delete from conversation_measures where id = $1`, [conversationId]);
      await tx.query(`delete from entries where conversation_id = $1`, [conversationId]);
      await tx.query(
        `insert into entries (conversation_id, seq, kind, sender, agent_id, code, text, locale, at)
         select $1, place, e->>'kind', case e->>'kind' when 'message' then 'agent' else 'system' end,
           e->>'agentId', e->>'code', case e->>'kind' when 'message' then 'Hello' end, 'en',
           statement_timestamp() - make_interval(secs => (e->>'ago')::float8)
         from jsonb_array_elements($2::jsonb) with ordinality as all_of (e, place)`,
        [conversationId, JSON.stringify(entries)],
      );
      await tx.query(
        `update conversations set started_at = statement_timestamp() - make_interval(secs => $2), is_in_history = false
         where id = $1`,
        [conversationId, started],
      );
    });
    return conversationId;
  }

  const inHistory = (conversationIds: readonly string[]) =>
    eventually(async () => {
      await gateway.replica().app.get(AddToHistory).run();
      const rows = await gateway.database.query(
        `select from conversation_measures m join conversations c using (id)
         where id = any($1) and c.is_in_history`,
        [conversationIds],
      );
      return rows.length === conversationIds.length;
    });

  it('counts each conversation once: answered, abandoned or waiting', async () => {
    await conversation({ started: 50, served: [[anna, 40]], answered: [anna, 30] });
    await conversation({ started: 200, served: [[anna, 100]] });
    await conversation({ started: 300, closed: 10 });
    await conversation({ started: 20 });
    await conversation({ started: 400 });
    const { period, previous } = await read('?workstreamId=sales&days=2');
    expect(period).toMatchObject({ started: 5, answered: 2, abandoned: 1, waiting: 2, answeredWithin: 1 });
    // One of two who wait is still within the threshold.
    expect(period.serviceLevel).toBeCloseTo(1 / 4);
    expect(previous).toMatchObject({ started: 0, serviceLevel: null });
  });

  it('has the same figures when the conversations are in the history', async () => {
    const ids = [
      await conversation({
        started: 100,
        served: [
          [anna, 90, 60],
          [ben, 60],
        ],
        answered: [ben, 50],
        closed: 10,
      }),
      await conversation({ started: 100, served: [[anna, 40]], answered: [anna, 30], closed: 20 }),
      await conversation({ started: 100, closed: 50 }),
    ];
    const ofRunning = await read('?workstreamId=sales&days=2');
    await inHistory(ids);
    const ofHistory = await read('?workstreamId=sales&days=2');
    expect(ofHistory.period).toEqual(ofRunning.period);
    expect(ofHistory.agents).toEqual(ofRunning.agents);
    const { waitingTime, firstResponse, handlingTime, abandoned } = ofHistory.period;
    expect([waitingTime, firstResponse, handlingTime].map(({ count }) => count)).toEqual([2, 2, 2]);
    expect(waitingTime.averageSeconds).toBeCloseTo(35, 1);
    expect(firstResponse.averageSeconds).toBeCloseTo(60, 1);
    expect(handlingTime.averageSeconds).toBeCloseTo((30 + 50 + 20) / 2, 1);
    expect(abandoned).toBe(1);
  });

  it('says what each agent did, without conversations that the agent still has', async () => {
    const ids = [
      await conversation({
        started: 100,
        served: [
          [anna, 90, 60],
          [ben, 60, 50],
          [anna, 50],
        ],
        answered: [anna, 80],
        closed: 10,
      }),
      await conversation({ started: 100, served: [[ben, 90]] }),
    ];
    await inHistory(ids.slice(0, 1));
    const { agents } = await read('?workstreamId=sales&days=2');
    expect(agents.map(({ agentId, conversations }) => [agentId, conversations])).toEqual([
      [ben, 2],
      [anna, 1],
    ]);
    const [ofBen, ofAnna] = agents;
    expect(ofAnna?.handlingTime.averageSeconds).toBeCloseTo(70, 1);
    expect(ofAnna?.firstResponse.averageSeconds).toBeCloseTo(20, 1);
    expect(ofBen?.handlingTime).toMatchObject({ count: 1 });
    expect(ofBen?.handlingTime.averageSeconds).toBeCloseTo(10, 1);
    expect(ofBen?.firstResponse.count).toBe(0);
  });

  it('has a day for each day, in the time zone of the workstream, and the period before', async () => {
    await gateway.changeWorkstream('sales', { name: 'The sales', timeZone: 'Pacific/Auckland' });
    await conversation({ started: 1 });
    await conversation({ started: 8 * daySeconds });
    const report = await read('?workstreamId=sales&days=7');
    await gateway.changeWorkstream('sales', { name: 'The sales' });
    expect(report.timeZone).toBe('Pacific/Auckland');
    expect(report.days).toHaveLength(7);
    expect([report.days[0]?.day, report.days.at(-1)?.day]).toEqual([report.from, report.until]);
    expect(report.days.map(({ started }) => started)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(report.previous.started).toBe(1);
    const inAuckland = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' });
    expect(report.until).toBe(inAuckland.format(new Date(report.serverNow)));
  });

  it('counts one workstream, or all in a time zone of choice', async () => {
    await conversation({ started: 5 });
    await conversation({ started: 5, workstreamId: 'repairs' });
    expect((await read('?workstreamId=repairs&days=2')).period.started).toBe(1);
    const all = await read('?days=2&timeZone=Europe/Berlin');
    expect(all).toMatchObject({ workstreamId: null, name: null, timeZone: 'Europe/Berlin' });
    expect(all.period.started).toBe(2);
    expect(asked.at(-1)?.workstreamId).toEqual(expect.arrayContaining(['sales', 'repairs']));
    expect((await read()).timeZone).toBe('Etc/UTC');
  });

  it('does not count what other organisations have', async () => {
    await conversation({ started: 5 });
    expect((await read('?days=2')).period.started).toBe(1);
    await gateway.database.query(`update conversations set org = 'other' where org = 'default'`);
    expect((await read('?days=2')).period.started).toBe(0);
  });

  it('has the threshold of the reader', async () => {
    await conversation({ started: 100, served: [[anna, 70]] });
    const level = async (seconds: number) =>
      (await read(`?workstreamId=sales&days=2&withinSeconds=${seconds}`)).period.serviceLevel;
    expect([await level(20), await level(40)]).toEqual([0, 1]);
  });

  it('has the outcomes of disconnects, and everything else when they are not known', async () => {
    await conversation({ started: 5 });
    const report = await read('?workstreamId=sales&days=2&until=2026-11-22');
    expect(report.disconnects).toEqual({
      period: { ...counted, held },
      previous: { ...counted, held },
    });
    expect(asked.map(({ from, until }) => [from, until])).toEqual([
      ['2026-11-21T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
      ['2026-11-19T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ]);
    isTimerThere = false;
    const without = await read('?workstreamId=sales&days=2');
    expect([without.disconnects, without.period.started]).toEqual([null, 1]);
  });

  it('measures what a release without reports added to the history', async () => {
    const id = await conversation({ started: 100, served: [[anna, 60]], closed: 10 });
    await inHistory([id]);
    await gateway.database.query(`delete from conversation_measures where id = $1`, [id]);
    expect((await read('?workstreamId=sales&days=2')).period.started).toBe(0);
    await gateway.database.query(`update past_conversations set is_measured = false where id = $1`, [id]);
    const other = await conversation({ started: 100, served: [[anna, 60]], closed: 10 });
    await inHistory([other, id]);
    expect((await read('?workstreamId=sales&days=2')).period.started).toBe(2);
  });

  it.each([
    ['?days=93', '/days', 'too-great'],
    ['?days=0', '/days', 'too-small'],
    ['?withinSeconds=3601', '/withinSeconds', 'too-great'],
    ['?until=2026-02-30', '/until', 'not-a-date'],
    ['?until=3000-01-01', '/until', 'day-range'],
    ['?timeZone=Mars', '/timeZone', 'time-zone'],
    ['?workstreamId=a%20b', '/workstreamId', 'not-an-id'],
  ])('refuses %s', async (query, field, code) => {
    const { status, json } = await get(query);
    expect([status, json['name']]).toEqual([400, 'invalid']);
    expect(json['errors']).toMatchObject([{ field, code }]);
  });

  it('refuses agents and an unknown workstream', async () => {
    expect((await get('', 'agent')).json['name']).toBe('forbidden');
    expect((await get(`?workstreamId=${newId()}`)).json['name']).toBe('not-found');
    expect((await get('', 'administrator')).status).toBe(200);
  });
});
