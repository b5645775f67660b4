import {
  assign,
  conversationSlots,
  forceOffline,
  supervisorLimits,
  type Monitored,
  type OngoingConversations,
  type Role,
} from '@rejoin/contracts';
import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../../gateway.fixture';

const queuedAt = '2026-11-22T16:00:00.000Z';

describe('the ongoing conversations', () => {
  let gateway: GatewayFixture;
  let anna: string;
  const widgets = new Map<string, string>();
  const asked: object[] = [];
  let refused: 'not-open' | null = null;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    for (const workstreamId of ['sales', 'repairs']) {
      await gateway.changeWorkstream(workstreamId, { name: `The ${workstreamId}`, unitsPerConversation: 3 });
      widgets.set(workstreamId, await gateway.widget({ workstreamId }));
    }
    anna = await gateway.agent({ workstreamIds: ['sales'] });
    await gateway.routing.answer(conversationSlots, ({ conversationIds }) => ({
      slots: conversationIds.map((conversationId) => ({ conversationId, queuedAt, units: 2 })),
    }));
    await gateway.routing.answer(assign, (request) => {
      asked.push({ ...request });
      return refused ? { refused } : {};
    });
    await gateway.routing.answer(forceOffline, (request) => {
      asked.push({ ...request });
      return {};
    });
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    asked.length = 0;
    refused = null;
    await gateway.database.query(`update conversations set org = 'emptied'`);
  });

  const bearer = async (...roles: Role[]) => ({
    authorization: `Bearer ${await gateway.token({ roles, accountId: 'sue' })}`,
  });
  const request = async (method: string, path: string, body?: object, role: Role = 'supervisor') =>
    gateway.http(method, `/v1/supervisor/${path}`, {
      headers: await bearer(role),
      ...(body === undefined ? {} : { body }),
    });
  const list = async (body: object = {}) => {
    const { status, json } = await request('POST', 'conversations/search', body);
    expect([status, json['name']]).toEqual([200, undefined]);
    return json as unknown as OngoingConversations;
  };
  const idsOf = async (body: object = {}) =>
    (await list(body)).items.map(({ conversationId }) => conversationId);
  const open = async (name?: string, workstreamId = 'sales') =>
    gateway.customer(widgets.get(workstreamId) ?? '', { name });

  /** Sets the state of a session directly, because only timer and routing would bring it there. */
  const set = (conversationId: string, change: object) =>
    gateway.database.query(`update conversations set session = session || $2::jsonb where id = $1`, [
      conversationId,
      JSON.stringify(change),
    ]);
  const away = (conversationId: string, seconds: number) =>
    set(conversationId, {
      status: 'away',
      window: {
        epoch: 1,
        kind: 'reconnect',
        lostAt: queuedAt,
        awayAt: queuedAt,
        deadlineAt: instant(Date.now() + seconds * 1000),
        limitSeconds: 300,
        extension: { times: 1, seconds: 60 },
        extensionsLeft: 1,
      },
    });

  describe('list', () => {
    it('those first that need somebody, with what a supervisor must know', async () => {
      const [active, late, soon, wrapUp, waiting] = [
        await open('Ada'),
        await open('Bea'),
        await open('Cyd'),
        await open('Dan'),
        await open(undefined, 'repairs'),
      ].map(({ conversationId }) => conversationId);
      await gateway.assign(active ?? '', anna);
      await away(late ?? '', 300);
      await away(soon ?? '', 60);
      await set(wrapUp ?? '', { state: 'wrap-up', status: 'away' });
      const { items, counts, nextCursor } = await list();
      expect(items.map(({ conversationId }) => conversationId)).toEqual([
        soon,
        late,
        waiting,
        active,
        wrapUp,
      ]);
      expect(counts).toEqual({ waiting: 1, active: 1, disconnected: 2, 'wrap-up': 1 });
      expect(nextCursor).toBeNull();
      expect(items[0]).toMatchObject({ status: 'disconnected', deadlineAt: expect.any(String) as string });
      expect(items[2]).toMatchObject({
        status: 'waiting',
        waitingSince: queuedAt,
        workstreamName: 'The repairs',
        customerName: null,
        agent: null,
        units: 3,
        deadlineAt: null,
      });
      expect(items[3]).toMatchObject({
        status: 'active',
        agent: { agentId: anna },
        units: 2,
        waitingSince: null,
      });
    });

    it('what matches a filter, with the counts of the other statuses', async () => {
      const sales = (await open('Ada')).conversationId;
      const repairs = (await open('Bea', 'repairs')).conversationId;
      await gateway.assign(sales, anna);
      expect(await idsOf({ workstreamId: 'repairs' })).toEqual([repairs]);
      expect(await idsOf({ agentId: anna })).toEqual([sales]);
      const { items, counts } = await list({ status: 'waiting' });
      expect(items.map(({ conversationId }) => conversationId)).toEqual([repairs]);
      expect(counts).toMatchObject({ waiting: 1, active: 1 });
      expect(await list({ agentId: newId() })).toMatchObject({
        items: [],
        counts: { waiting: 0, active: 0 },
      });
    });

    it.each([
      ['ADA', true],
      ['da L', true],
      ['%', false],
      ['_da', false],
      ['Ada\\', false],
      ['  Ada ', true],
      ["' or true --", false],
    ])('the customer Ada Lovelace for the search %p: %p', async (search, isFound) => {
      const { conversationId } = await open('Ada Lovelace');
      expect(await idsOf({ search })).toEqual(isFound ? [conversationId] : []);
    });

    it('a customer whose name contains %_\\, and a conversation by its id', async () => {
      const { conversationId } = await open('100%_\\ sure');
      await open('100 sure');
      expect(await idsOf({ search: '%_\\' })).toEqual([conversationId]);
      expect(await idsOf({ search: conversationId })).toEqual([conversationId]);
    });

    it.each(['need', 'oldest', 'newest'] as const)(
      'all of them, page by page, in the order %s',
      async (order) => {
        const ids: string[] = [];
        for (let i = 0; i < 5; i++) ids.push((await open(`Customer ${i}`)).conversationId);
        await away(ids[3] ?? '', 100);
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ order, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
          seen.push(...page.items.map(({ conversationId }) => conversationId));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        const expected = {
          oldest: ids,
          newest: [...ids].reverse(),
          need: [3, 0, 1, 2, 4].map((i) => ids[i]),
        };
        expect(seen).toEqual(expected[order]);
      },
    );

    it('no closed ones and none of another organisation, and refuse others than supervisors', async () => {
      const { conversationId } = await open('Ada');
      await gateway.database.query(`update conversations set org = 'other' where id = $1`, [conversationId]);
      const closed = (await open('Bea')).conversationId;
      await set(closed, { state: 'closed' });
      const none = { waiting: 0, active: 0, disconnected: 0, 'wrap-up': 0 };
      expect(await list()).toMatchObject({ items: [], counts: none });
      expect((await request('POST', 'conversations/search', {}, 'agent')).status).toBe(403);
      expect((await request('GET', `conversations/${conversationId}`)).status).toBe(404);
      expect((await request('GET', `conversations/${closed}`, undefined, 'agent')).status).toBe(403);
      for (const body of [{ cursor: 'x' }, { limit: 0 }, { search: 'a'.repeat(101) }, { status: 'closed' }]) {
        expect((await request('POST', 'conversations/search', body)).status).toBe(400);
      }
    });
  });

  describe('are monitored', () => {
    const monitor = async (conversationId: string, after?: number) => {
      const query = after === undefined ? '' : `?after=${after}`;
      const { status, json } = await request('GET', `conversations/${conversationId}${query}`);
      expect([status, json['name']]).toEqual([200, undefined]);
      return json as unknown as Monitored;
    };
    const reads = (conversationId: string) =>
      gateway.database.query(
        `select account_id as account, (details->>'afterSeq')::int as after from access_log
         where conversation_id = $1 order by id`,
        [conversationId],
      );

    it('from the latest entries on, then by what is new; each answer with entries is recorded', async () => {
      const { caller, conversationId } = await open('Ada');
      await gateway.fill(conversationId, 250, 'hello');
      const latest = supervisorLimits.latestEntries.value;
      const first = await monitor(conversationId);
      expect(first.entries.map(({ seq }) => seq)).toEqual(
        Array.from({ length: latest }, (_, i) => 250 - latest + 1 + i),
      );
      expect(first).toMatchObject({ more: false, conversation: { lastSeq: 250, status: 'waiting' } });
      expect((await monitor(conversationId, 250)).entries).toEqual([]);
      await caller.ask({ type: 'send', text: 'and then' });
      expect((await monitor(conversationId, 250)).entries).toMatchObject([{ seq: 251, text: 'and then' }]);
      expect(await reads(conversationId)).toEqual([
        { account: 'sue', after: 250 - latest },
        { account: 'sue', after: 250 },
      ]);
    });

    it('to their end', async () => {
      const { conversationId } = await open('Ada');
      await set(conversationId, { state: 'closed' });
      expect((await monitor(conversationId)).conversation).toMatchObject({
        status: 'closed',
        deadlineAt: null,
      });
    });

    it('without changing them, so that nobody is told', async () => {
      const { conversationId } = await open('Ada');
      const stored = () =>
        gateway.database.query(`select session, xmin::text from conversations where id = $1`, [
          conversationId,
        ]);
      const before = await stored();
      await monitor(conversationId);
      expect(await stored()).toEqual(before);
    });
  });

  describe('are acted upon', () => {
    const actions = (column: 'conversation_id' | 'agent_id', id: string) =>
      gateway.database.query(
        `select account_id as account, action, agent_id as agent, outcome from supervisor_actions
         where ${column} = $1 order by id`,
        [id],
      );

    it('by assigning one that waits; who, whom and the outcome are recorded', async () => {
      const { conversationId } = await open('Ada');
      const body = { toAgentId: anna };
      expect((await request('POST', `conversations/${conversationId}/assign`, body)).status).toBe(200);
      refused = 'not-open';
      const again = await request('POST', `conversations/${conversationId}/assign`, body);
      expect([again.status, again.json['name']]).toEqual([409, 'not-open']);
      const sent = { conversationId, accountId: 'sue', toAgentId: anna };
      expect(asked).toEqual([sent, sent]);
      expect(await actions('conversation_id', conversationId)).toEqual([
        { account: 'sue', action: 'assign', agent: anna, outcome: 'done' },
        { account: 'sue', action: 'assign', agent: anna, outcome: 'not-open' },
      ]);
    });

    it('not when they have just ended, or are unknown', async () => {
      const { conversationId } = await open('Ada');
      await set(conversationId, { sealed: { by: 'customer', reason: 'closed-by-customer' } });
      const ended = await request('POST', `conversations/${conversationId}/assign`, { toAgentId: anna });
      expect([ended.status, ended.json['name']]).toEqual([409, 'conversation-ended']);
      const unknown = await request('POST', `conversations/${newId()}/assign`, { toAgentId: anna });
      expect(unknown.json['name']).toBe('not-your-conversation');
      expect(asked).toEqual([]);
    });

    it('and agents are set to offline, which is recorded too', async () => {
      expect((await request('POST', `agents/${anna}/force-offline`, {})).status).toBe(200);
      expect(asked).toEqual([{ agentId: anna, accountId: 'sue' }]);
      expect(await actions('agent_id', anna)).toContainEqual({
        account: 'sue',
        action: 'force-offline',
        agent: anna,
        outcome: 'done',
      });
      expect((await request('POST', `agents/${anna}/force-offline`, {}, 'agent')).status).toBe(403);
    });

    it('also when routing answers no questions about them: the list has everything but the waiting times', async () => {
      const { conversationId } = await open('Ada');
      await gateway.routing.answer(conversationSlots, () => ({ refused: 'unavailable' }));
      await eventually(async () => {
        const { items } = await list();
        expect(items).toMatchObject([{ conversationId, waitingSince: null, units: 3 }]);
      });
    });
  });
});
