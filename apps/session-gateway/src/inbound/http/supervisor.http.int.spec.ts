import {
  agentLoads,
  agentNames,
  findAgents,
  AgentLoads,
  DayFigures,
  extendWindow,
  heldCapacity,
  heldUnits,
  openWindows,
  OpenWindows,
  Queues,
  queueLoads,
  returnBuckets,
  transfer,
  windowFigures,
  type Entry,
  type Role,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { newSystemSecrets } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../../gateway.fixture';
import { TestService } from '../../test-service.fixture';
import { SettingsStore } from '../../store/settings.store';

const lostAt = '2026-11-22T16:00:00.000Z';
const deadlineAt = '2026-11-22T16:05:00.000Z';
const terms = { epoch: 1, kind: 'reconnect', lostAt, deadlineAt, limitSeconds: 300 } as const;
const windowOf = (conversationId: string) => ({
  conversationId,
  ...terms,
  extensionsLeft: 2,
  extensionSeconds: 60,
});
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
const otherGateway = 'https://a.example:8443';
const heldOfDay = { unitMinutes: 12.5, conversationMinutes: 2.5, holds: 2 };

describe("the supervisor's routes", () => {
  let gateway: GatewayFixture;
  let config: TestService;
  let workstreamId: string;
  const questions: Record<string, unknown>[] = [];

  beforeAll(async () => {
    process.env['REJOIN_ENDPOINTS'] = `${otherGateway}/,https://b.example`;
    gateway = await GatewayFixture.start();
    const { timer, routing } = gateway;
    config = await gateway.startTestService('config');
    workstreamId = await workstream('Sales', 'Europe/Berlin');
    const hear = (request: object): void => void questions.push({ ...request });
    await timer.answer(openWindows, () => ({ windows: [], total: 0 }));
    await timer.answer(windowFigures, (request) => {
      hear(request);
      return counted;
    });
    await routing.answer(heldUnits, () => ({ units: {} }));
    await routing.answer(heldCapacity, (request) => {
      hear(request);
      return heldOfDay;
    });
    await routing.answer(queueLoads, () => ({ queues: [] }));
    await routing.answer(agentLoads, () => ({ agents: [] }));
    await config.answer(agentNames, () => ({ names: {} }));
  });
  afterAll(async () => {
    await config.stop();
    await gateway.stop();
  });
  beforeEach(() => {
    questions.length = 0;
  });

  async function workstream(name: string, timeZone: string): Promise<string> {
    const id = newId();
    const settings = {
      name,
      active: true,
      timeZone,
      unitsPerConversation: 5,
      wrapUpRule: 'always-block',
      wrapUpSeconds: null,
      autoCloseSeconds: 900,
      openHoldSeconds: 180,
    } as const;
    const store = gateway.replica().app.get(SettingsStore);
    await gateway.database.transaction((tx) => store.saveWorkstreams(tx, new Map([[id, settings]])));
    return id;
  }

  const read = (path: string, token?: string) =>
    gateway.http('GET', `/v1/supervisor/${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  const as = (...roles: Role[]) => gateway.token({ roles, accountId: 'sue' });
  const readAsSupervisor = async (path: string) => read(path, await as('supervisor'));

  it.each([
    ['windows', 'windows:read'],
    ['queues', 'windows:read'],
    ['agents', 'windows:read'],
    ['workstreams/unknown/figures', 'figures:read'],
    ['report', 'figures:read'],
  ])('show %s to a service account with only the scope %s', async (path, scope) => {
    const read = async (...scopes: string[]) =>
      gateway.http('GET', `/v1/supervisor/${path}`, {
        headers: { authorization: `Bearer ${await gateway.token({ roles: [], scopes })}` },
      });
    const others = ['conversations:read', 'windows:read', 'figures:read', 'settings:read'];
    const closed = await read(...others.filter((one) => one !== scope));
    expect([closed.status, closed.json['name']]).toEqual([403, 'forbidden']);
    const open = await read(scope);
    expect(open.status).not.toBe(403);
    expect(open.headers.get('ratelimit')).toMatch(/^"service-account";r=\d+;t=\d+$/);
  });

  it('allow no service account to act on a conversation', async () => {
    const scopes = ['conversations:read', 'windows:read', 'figures:read', 'settings:read'];
    const authorization = `Bearer ${await gateway.token({ roles: [], scopes })}`;
    for (const act of ['extend', 'give-up', 'transfer']) {
      const answer = await gateway.http('POST', `/v1/supervisor/conversations/c1/${act}`, {
        headers: { authorization },
      });
      expect([answer.status, answer.json['name']]).toEqual([403, 'forbidden']);
    }
  });

  describe.each(['windows', 'queues', 'agents', 'report', 'workstreams/unknown/figures'])('at %s', (path) => {
    it('refuse a request without a valid token', async () => {
      const forged = Buffer.from(newSystemSecrets().tokenPrivateKey, 'base64').toString();
      const roles: Role[] = ['supervisor'];
      for (const token of [undefined, 'nonsense', await gateway.token({ roles }, forged)]) {
        const { status, json } = await read(path, token);
        expect([status, json['name']]).toEqual([401, 'unauthenticated']);
      }
      const late = await read(path, await gateway.token({ roles }, undefined, '-1s'));
      expect([late.status, late.json['name']]).toEqual([401, 'sign-in-expired']);
      const forgedLate = await read(path, await gateway.token({ roles }, forged, '-1s'));
      expect(forgedLate.json['name']).toBe('unauthenticated');
    });

    it('refuse an agent', async () => {
      const { status, json } = await read(path, await as('agent'));
      expect([status, json['name']]).toEqual([403, 'forbidden']);
    });

    it.each(['supervisor', 'administrator'] as const)('answer a %s, without caching', async (role) => {
      const { status, headers } = await read(path, await as(role));
      expect(status).toBe(path.startsWith('workstreams') ? 404 : 200);
      if (status === 200) expect(headers.get('cache-control')).toBe('no-store');
    });
  });

  describe('when a page asks', () => {
    const allowed = (headers: Headers) => headers.get('access-control-allow-origin');
    const paths = [
      'sign-in',
      'me/password',
      'me/quick-replies/q1',
      'history/search',
      'supervisor/windows',
      'supervisor/conversations/c1/give-up',
    ];

    it.each(paths)('of another gateway, accept the preflight: %s', async (path) => {
      const ask = (origin: string) => gateway.http('OPTIONS', `/v1/${path}`, { headers: { origin } });
      const { status, headers } = await ask(otherGateway);
      expect([status, allowed(headers), headers.get('vary')]).toEqual([204, otherGateway, 'Origin']);
      expect(headers.get('access-control-allow-headers')).toBe('authorization, content-type');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      for (const origin of ['https://a.example', 'https://evil.example', 'null'])
        expect(allowed((await ask(origin)).headers)).toBeNull();
    });

    it('of another gateway, can be read, answers and refusals alike', async () => {
      const ask = async (origin: string, token: string) =>
        gateway.http('GET', '/v1/supervisor/queues', {
          headers: { origin, authorization: `Bearer ${token}` },
        });
      const supervisor = await as('supervisor');
      const [answer, refusal] = [await ask(otherGateway, supervisor), await ask(otherGateway, 'nonsense')];
      expect([answer.status, allowed(answer.headers)]).toEqual([200, otherGateway]);
      expect([refusal.status, allowed(refusal.headers)]).toEqual([401, otherGateway]);
      expect(allowed((await ask('https://evil.example', supervisor)).headers)).toBeNull();
      const credentials = { headers: { origin: otherGateway }, body: {} };
      const signIn = await gateway.http('POST', '/v1/sign-in', credentials);
      expect([signIn.status, allowed(signIn.headers)]).toEqual([400, otherGateway]);
    });
  });

  describe('as actions', () => {
    const act = (path: string, body: object, token?: string) =>
      gateway.http('POST', `/v1/supervisor/conversations/${path}`, {
        body,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
    const verbs = [
      ['extend', { requestId: 'x1' }],
      ['give-up', {}],
      ['transfer', { toAgentId: 'ben' }],
    ] as const;

    it.each(verbs)('refuse %s to everyone but supervisors', async (verb, body) => {
      const { conversationId } = await gateway.customer(await gateway.widget());
      const refusal = async (token?: string) =>
        (await act(`${conversationId}/${verb}`, body, token)).json['name'];
      expect(await refusal()).toBe('unauthenticated');
      expect(await refusal('nonsense')).toBe('unauthenticated');
      expect(await refusal(await gateway.token({ roles: ['supervisor'] }, undefined, '-1s'))).toBe(
        'sign-in-expired',
      );
      expect(await refusal(await as('agent'))).toBe('forbidden');
    });

    it.each(verbs)('refuse %s for a conversation that does not exist', async (verb, body) => {
      for (const id of [newId(), 'a%20b']) {
        const { status, json } = await act(`${id}/${verb}`, body, await as('supervisor'));
        expect([status, json['name']]).toEqual([409, 'not-your-conversation']);
      }
    });

    it.each(verbs)('refuse %s to the supervisor of another organisation', async (verb, body) => {
      const { conversationId } = await gateway.customer(await gateway.widget());
      const other = await gateway.token({ org: 'other', roles: ['supervisor'] });
      const { status, json } = await act(`${conversationId}/${verb}`, body, other);
      expect([status, json['name']]).toEqual([409, 'not-your-conversation']);
    });

    it('extend, transfer and stop waiting for a supervisor who is not an agent', async () => {
      const agentId = await gateway.agent();
      await gateway.desk(agentId);
      const { conversationId, caller } = await gateway.customer(await gateway.widget());
      await gateway.assign(conversationId, agentId);
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      await gateway.timer.answer(extendWindow, (request) => {
        questions.push({ ...request });
        return { deadlineAt, extensionsLeft: 0 };
      });
      await gateway.routing.answer(transfer, (request) => {
        questions.push({ ...request });
        return {};
      });
      for (const [verb, body] of [verbs[0], verbs[2], verbs[1]]) {
        const { status, json } = await act(`${conversationId}/${verb}`, body, await as('supervisor'));
        expect([verb, status, json]).toEqual([verb, 200, {}]);
      }
      expect(questions).toMatchObject([
        { conversationId, by: 'supervisor', accountId: 'sue', requestId: 'x1' },
        { conversationId, agentId: null, accountId: 'sue', toAgentId: 'ben', awayEpoch: 1 },
      ]);
      await gateway.until(conversationId, ({ sealed }) => sealed?.by === 'supervisor');
      const { json } = await gateway.http('GET', `/v1/conversations/${conversationId}/entries`, {
        headers: { authorization: `Bearer ${await as('supervisor')}` },
      });
      expect((json['entries'] as Entry[]).at(-1)).toMatchObject({
        code: 'gave-up',
        params: { by: 'supervisor', accountId: 'sue' },
      });
    });

    it('extend the next window once for each request, also when the customer disconnects between two tries', async () => {
      const { conversationId, caller } = await gateway.customer(await gateway.widget());
      const extend = async (requestId: string) =>
        (await act(`${conversationId}/extend`, { requestId }, await as('supervisor'))).json['name'] ?? 'done';
      const tries = Array.from({ length: 3 }, () => extend('again'));
      expect(await Promise.all(tries)).toEqual(['done', 'done', 'done']);
      expect(await extend('another')).toBe('no-extension-left');
      await gateway.timer.answer(extendWindow, (request) => {
        questions.push({ ...request });
        return { deadlineAt, extensionsLeft: 0 };
      });
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      expect(await extend('again')).toBe('done');
      expect(questions).toEqual([]);
    });

    it('do not end the conversation of a customer who returns at that moment', async () => {
      const agentId = await gateway.agent();
      await gateway.desk(agentId);
      const { conversationId, caller, resume } = await gateway.customer(await gateway.widget());
      await gateway.assign(conversationId, agentId);
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      const again = await gateway.call('/v1/chat');
      let back: Promise<unknown> | undefined;
      gateway.beforeSeal = async () => {
        await (back ??= again.ask(resume));
      };
      const token = await as('supervisor');
      // On a busy machine, the return may take longer than a question may take.
      const answer = await eventually(async () => {
        const { status, json } = await act(`${conversationId}/give-up`, {}, token);
        return status !== 503 && [status, json['name']];
      });
      gateway.beforeSeal = () => Promise.resolve();
      expect(answer).toEqual([409, 'no-window']);
      expect((await again.ask({ type: 'send', text: 'Here I am' })).type).toBe('ack');
    });

    it('refuse invalid bodies', async () => {
      const { conversationId } = await gateway.customer(await gateway.widget());
      for (const [verb, body] of [
        ['extend', {}],
        ['transfer', { toAgentId: 7 }],
      ] as const) {
        const { status, json } = await act(`${conversationId}/${verb}`, body, await as('supervisor'));
        expect([status, json['name']]).toEqual([400, 'invalid']);
      }
    });
  });

  describe('when they list open windows', () => {
    async function served(name: string) {
      const agentId = await gateway.agent();
      await gateway.desk(agentId);
      const customer = await gateway.customer(await gateway.widget(), { name });
      await gateway.assign(customer.conversationId, agentId);
      return { agentId, conversationId: customer.conversationId };
    }

    it('add the names that only the gateway has, and record who read them', async () => {
      const { agentId, conversationId } = await served('Mia');
      const unknown = newId();
      await gateway.timer.answer(openWindows, () => ({
        windows: [windowOf(conversationId), windowOf(unknown)],
        total: 2,
      }));
      await gateway.routing.answer(heldUnits, () => ({ units: { [conversationId]: 5 } }));
      const { status, json } = await readAsSupervisor('windows');
      expect(status).toBe(200);
      expect(OpenWindows.parse(json)).toMatchObject({
        windows: [
          {
            ...windowOf(conversationId),
            customerName: 'Mia',
            agent: { agentId, name: 'Anna', connected: true },
            state: 'active',
            heldUnits: 5,
          },
        ],
        total: 2,
        next: null,
      });
      const reads = await gateway.database.query<{ reads: number }>(
        `select sum(reads)::int as reads from overview_reads where account_id = 'sue'`,
      );
      expect(reads[0]?.reads).toBeGreaterThan(0);
    });

    it.each([
      ['by the names that every list has', 'cursor', 'nextCursor'],
      ['by those of release 0.1.0', 'after', 'next'],
    ] as const)('return pages, %s', async (_, cursor, nextCursor) => {
      const [first, second] = [await served('Mia'), await served('Noa')];
      const all = [first, second].map(({ conversationId }) => windowOf(conversationId));
      await gateway.timer.answer(openWindows, ({ after, limit, workstreamId: of }) => {
        expect(of).toBe(workstreamId);
        const from = all.findIndex((window) => window.conversationId === after?.conversationId) + 1;
        return { windows: all.slice(from, from + limit), total: 2 };
      });
      const page = async (more: string) =>
        OpenWindows.parse(
          (await readAsSupervisor(`windows?workstreamId=${workstreamId}&limit=1${more}`)).json,
        );
      const one = await page('');
      expect(one.windows.map(({ customerName }) => customerName)).toEqual(['Mia']);
      const two = await page(`&${cursor}=${one[nextCursor]}`);
      expect(two.windows.map(({ customerName }) => customerName)).toEqual(['Noa']);
      expect(two[nextCursor]).toBeNull();
    });

    it('return at most 100 items', async () => {
      await gateway.timer.answer(openWindows, ({ limit }) => {
        expect(limit).toBe(101);
        return { windows: [], total: 0 };
      });
      expect((await readAsSupervisor('windows?limit=200')).status).toBe(200);
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=many',
      'after=nonsense',
      'cursor=nonsense',
      `cursor=${Buffer.from('0000-01-01T00:00:00.000Z c1').toString('base64url')}`,
      'workstreamId=a%20b',
    ])('refuse %s', async (query) => {
      const { status, json } = await readAsSupervisor(`windows?${query}`);
      expect([status, json['name']]).toEqual([400, 'invalid']);
    });
  });

  it('list each workstream with its waiting customers', async () => {
    await gateway.routing.answer(queueLoads, ({ workstreamIds }) => ({
      queues: workstreamIds.map((id) => ({
        workstreamId: id,
        waiting: 4,
        oldestWaitingSince: lostAt,
        parked: 1,
      })),
    }));
    const { queues } = Queues.parse((await readAsSupervisor('queues')).json);
    expect(queues.find((queue) => queue.workstreamId === workstreamId)).toEqual({
      workstreamId,
      name: 'Sales',
      active: true,
      timeZone: 'Europe/Berlin',
      waiting: 4,
      oldestWaitingSince: lostAt,
      parked: 1,
    });
  });

  it('name agents from desks and from config, and others by their id', async () => {
    const [seated, known, nobody] = [await gateway.agent(), newId(), newId()];
    await gateway.desk(seated);
    await config.answer(agentNames, ({ agentIds }) => {
      expect(agentIds).toEqual([known, nobody]);
      return { names: { [known]: 'Ben' } };
    });
    const load = { presence: 'busy', chosen: 'busy', line: 'connected', usedUnits: 5, heldUnits: 5 } as const;
    await gateway.routing.answer(agentLoads, () => ({
      agents: [seated, known, nobody].map((agentId) => {
        return { agentId, ...load, maxUnits: 10, conversations: 1, workstreamIds: [workstreamId] };
      }),
    }));
    const { agents, next } = AgentLoads.parse((await readAsSupervisor('agents?limit=3')).json);
    expect(agents.map(({ name }) => name)).toEqual(['Anna', 'Ben', nobody]);
    expect(next).toBeNull();
    const page = AgentLoads.parse((await readAsSupervisor('agents?limit=2')).json);
    expect([page.next, page.nextCursor]).toEqual([known, known]);
  });

  it('find agents by name, presence and work', async () => {
    const questions: unknown[] = [];
    await config.answer(findAgents, ({ search }) => ({ agentIds: search === '%_\\' ? [] : ['a1'] }));
    await gateway.routing.answer(agentLoads, (request) => {
      questions.push(request);
      return { agents: [] };
    });
    await readAsSupervisor(
      `agents?limit=2&search=%20an%20&presence=busy&order=busy&workstreamId=${workstreamId}`,
    );
    await readAsSupervisor(`agents?search=${encodeURIComponent('%_\\')}`);
    await readAsSupervisor('agents?search=');
    expect(questions).toMatchObject([
      { workstreamId, limit: 3, agentIds: ['a1'], presence: 'busy', order: 'busy' },
      { workstreamId: null, agentIds: [], presence: null, order: 'id' },
      { agentIds: null },
    ]);
    expect((await readAsSupervisor(`agents?search=${'x'.repeat(101)}`)).status).toBe(400);
    expect((await readAsSupervisor('agents?order=name')).status).toBe(400);
  });

  describe('when they return the figures of a day', () => {
    const figures = async (query = '', of = workstreamId) =>
      readAsSupervisor(`workstreams/${of}/figures${query}`);

    it("use the workstream's own time zone", async () => {
      const span = { from: '2026-10-24T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' };
      const { json } = await figures('?day=2026-10-25');
      expect(DayFigures.parse(json)).toMatchObject({
        workstreamId,
        name: 'Sales',
        timeZone: 'Europe/Berlin',
        day: '2026-10-25',
        ...span,
        ...counted,
        held: heldOfDay,
      });
      expect(questions).toEqual([
        { workstreamId, ...span },
        { workstreamId, ...span },
      ]);
    });

    it('use today by default', async () => {
      const { from, until, serverNow } = DayFigures.parse((await figures()).json);
      expect(from <= serverNow && serverNow < until).toBe(true);
    });

    const noDays = ['2026-02-30', 'today', '2026-1-1', '9999-12-31', '0000-01-01'];
    it.each(noDays.map((day) => `?day=${day}`))('refuse %s', async (query) => {
      const { status, json } = await figures(query);
      expect([status, json['name']]).toEqual([400, 'invalid']);
    });

    it('refuse a workstream that does not exist', async () => {
      for (const id of [newId(), 'a%20b']) {
        const { status, json } = await figures('', id);
        expect([status, json['name']]).toEqual([404, 'not-found']);
      }
    });
  });
});
