import { protocolRevision, queueFronts } from '@rejoin/contracts';
import { newId, newSecret } from '@rejoin/kernel';
import { databaseClock } from '@rejoin/persistence';
import { eventually } from '@rejoin/testing';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { start } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { EraseConversation } from '../../use-cases/erase-conversation';
import { readSession } from '../../store/session-lookups';
import { origin } from '../../widget.fixture';
import { ProtocolVersions } from './protocol-versions';

const anErrorOf = (field: string): unknown => expect.arrayContaining([expect.objectContaining({ field })]);

describe("the customer's socket", () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
  });
  afterAll(async () => {
    await gateway.stop();
    process.off('unhandledRejection', note);
  });
  afterEach(() => expect(rejections).toEqual([]));

  describe('with invalid frames', () => {
    it.each([
      ['no JSON', 'hello', 'malformed'],
      ['nothing', '', 'malformed'],
      ['JSON that is no object', '42', 'malformed'],
      ['no request id', JSON.stringify({ type: 'ping' }), 'malformed'],
      ['bytes', Buffer.from([1, 2, 3]), 'malformed'],
      ['a frame before its start', JSON.stringify({ type: 'send', requestId: 'x', text: 'hi' }), 'malformed'],
      ['an unknown type', JSON.stringify({ type: 'sudo', requestId: 'x' }), 'unsupported'],
      ['no type', JSON.stringify({ requestId: 'x' }), 'unsupported'],
      [
        'a field that is missing',
        JSON.stringify({ type: 'start', requestId: 'x', widgetId: 'w' }),
        'invalid',
      ],
    ])('refuses the first frame %s by name, and closes only this connection', async (_, data, name) => {
      const other = await gateway.call('/v1/chat');
      const caller = await gateway.call('/v1/chat');
      caller.raw(data);
      expect(await caller.closed()).toBe(4400);
      expect(caller.all('refused').map((refused) => refused.name)).toEqual([name]);
      expect((await other.ask(start(widgetId))).type).toBe('resumed');
    });

    it.each(['en-12', 'en_US', `en-${'abcdefgh-'.repeat(2_000)}x`])(
      'refuses a locale that is not a language tag',
      async (locale) => {
        const caller = await gateway.call('/v1/chat');
        expect(await caller.ask(start(widgetId, { locale }))).toMatchObject({
          name: 'invalid',
          errors: anErrorOf('/locale'),
        });
      },
    );

    it.each([
      ['an unknown type', { type: 'sudo' }, 'unsupported', undefined],
      ['an empty text', { type: 'send', text: '' }, 'invalid', '/text'],
      ['a text of another type', { type: 'send', text: {} }, 'invalid', '/text'],
      ['a null character', { type: 'send', text: 'a\0b' }, 'invalid', '/text'],
      ['half of a character', { type: 'send', text: '\ud800' }, 'invalid', '/text'],
    ])('refuses %s by name, and continues', async (_, frame, name, field) => {
      const { caller } = await gateway.customer(widgetId);
      const refused = await caller.ask(frame);
      expect(refused).toMatchObject({ type: 'refused', name, retryAfterSeconds: null });
      expect(refused).toMatchObject(field === undefined ? {} : { errors: anErrorOf(field) });
      expect((await caller.ask({ type: 'send', text: 'still here' })).type).toBe('ack');
    });

    it('refuses a client that is older than the operator allows, and no other', async () => {
      const versions = gateway.replica().app.get(ProtocolVersions);
      const { server } = versions;
      Object.assign(versions, { server: { ...server, oldest: 2 } });
      try {
        const old = await gateway.call('/v1/chat');
        expect(await old.refusal(start(widgetId))).toBe('client-too-old');
        expect(await old.closed()).toBe(4401);
        const fresh = await gateway.call('/v1/chat');
        expect((await fresh.ask(start(widgetId, { client: { revision: 2 } }))).type).toBe('resumed');
        const desk = await gateway.call('/v1/desk');
        const token = await gateway.token({ agentId: await gateway.agent() });
        expect(await desk.refusal({ type: 'sign-in', token })).toBe('client-too-old');
        expect(await desk.closed()).toBe(4401);
      } finally {
        Object.assign(versions, { server });
      }
    });

    it('sends its protocol versions, and accepts a client of a later release', async () => {
      const caller = await gateway.call('/v1/chat');
      const answer = await caller.ask(
        start(widgetId, { client: { revision: 99, name: 'app/9' }, later: true }),
      );
      const features = expect.arrayContaining(['refused-by-name']) as unknown;
      expect(answer).toMatchObject({ server: { revision: protocolRevision, oldest: 1, features } });
    });

    it('reads nothing more of a connection that it closed', async () => {
      const caller = await gateway.call('/v1/chat');
      const secret = newSecret();
      caller.raw('hello');
      caller.send(start(widgetId, { secret }));
      await caller.closed();
      const again = await gateway.call('/v1/chat');
      expect(await again.ask(start(widgetId, { secret }))).toMatchObject({ created: true });
    });

    it('refuses a request id that cannot be stored as malformed', async () => {
      const { caller } = await gateway.customer(widgetId);
      caller.send({ type: 'send', requestId: 'a\0b', text: 'hi' });
      expect(await caller.closed()).toBe(4400);
      expect(caller.all('refused').map(({ name }) => name)).toEqual(['malformed']);
    });

    it('refuses a second start as malformed', async () => {
      const { caller } = await gateway.customer(widgetId);
      expect(await caller.refusal(start(widgetId))).toBe('malformed');
      expect(await caller.closed()).toBe(4400);
    });

    it('closes a connection without a frame for ten seconds', async () => {
      const caller = await gateway.call('/v1/chat');
      const code = await eventually(() => caller.closeCode, { timeout: 30_000 });
      expect(code).toBe(1013);
      expect(caller.all('refused')).toEqual([]);
    });
  });

  describe('with too much input', () => {
    it('refuses a text of more than 32,000 characters, and continues', async () => {
      const { caller } = await gateway.customer(widgetId);
      expect(await caller.refusal({ type: 'send', text: 'x'.repeat(32_001) })).toBe('message-too-long');
      expect((await caller.ask({ type: 'send', text: 'x'.repeat(32_000) })).type).toBe('ack');
    });

    it('refuses a text whose frame is more than 64 KiB, so that it is not sent again for ever', async () => {
      const { caller } = await gateway.customer(widgetId);
      expect(await caller.refusal({ type: 'send', text: '漢'.repeat(32_000) })).toBe('message-too-long');
      expect((await caller.ask({ type: 'send', text: '漢'.repeat(20_000) })).type).toBe('ack');
    });

    it('refuses any other frame of more than 64 KiB as too-large, and closes', async () => {
      const caller = await gateway.call('/v1/chat');
      caller.send(start(widgetId, { padding: 'x'.repeat(70_000) }));
      expect(await caller.closed()).toBe(1009);
      expect(caller.all('refused').map(({ name }) => name)).toEqual(['too-large']);
    });

    it('does not read a frame above the read limit', async () => {
      const { caller } = await gateway.customer(widgetId);
      caller.send({ type: 'send', text: 'x'.repeat(1_000_000) });
      expect(await caller.closed()).toBe(1009);
    });

    it.each([{ type: 'send', text: 'hi' }, { type: 'typing' }, { type: 'ping' }])(
      'refuses a flood of $type as too-many, and answers each frame',
      async (frame) => {
        const { caller } = await gateway.customer(widgetId);
        const ids = Array.from({ length: 150 }, () => caller.send(frame));
        const answers = await Promise.all(ids.map((id) => caller.answer(id)));
        const refused = answers.flatMap((one) => (one.type === 'refused' ? [one] : []));
        expect(refused.length).toBeGreaterThan(20);
        expect(refused.every(({ name, retryAfterSeconds }) => name === 'too-many' && retryAfterSeconds)).toBe(
          true,
        );
        expect(caller.closeCode).toBeUndefined();
      },
    );

    it('allows a customer with many tabs no more messages than one with a single tab', async () => {
      const { caller, resume } = await gateway.customer(widgetId);
      const tabs = [caller];
      for (let i = 0; i < 4; i++) {
        const tab = await gateway.call('/v1/chat');
        await tab.ask(resume);
        tabs.push(tab);
      }
      const sent = tabs.flatMap((tab, n) =>
        Array.from({ length: 30 }, (_, i) =>
          tab.ask({ type: 'send', requestId: `tab-${n}-${i}`, text: 'hi' }),
        ),
      );
      const answers = await Promise.all(sent);
      const stored = answers.filter(({ type }) => type === 'ack').length;
      expect(stored).toBeGreaterThanOrEqual(30);
      expect(stored).toBeLessThan(120);
      const other = await gateway.customer(widgetId);
      expect((await other.caller.ask({ type: 'send', text: 'hi' })).type).toBe('ack');
    });

    it('refuses an eleventh tab', async () => {
      const { resume } = await gateway.customer(widgetId);
      for (let tab = 2; tab <= 10; tab++) {
        expect((await (await gateway.call('/v1/chat')).ask(resume)).type).toBe('resumed');
      }
      const eleventh = await gateway.call('/v1/chat');
      expect(await eleventh.refusal(resume)).toBe('too-many');
      expect(await eleventh.closed()).toBe(4429);
    });
  });

  describe('for clients without access', () => {
    it('refuses pages of other origins, at start and at resume', async () => {
      const { resume } = await gateway.customer(widgetId);
      for (const frame of [start(widgetId), resume]) {
        const caller = await gateway.call('/v1/chat', 'https://evil.example');
        expect(await caller.refusal(frame)).toBe('origin-not-allowed');
        expect(await caller.closed()).toBe(4401);
      }
      const page = await gateway.call('/v1/chat', origin);
      expect((await page.ask(resume)).type).toBe('resumed');
    });

    it('stores no claim for a return from a page of another origin', async () => {
      const { caller, conversationId, resume } = await gateway.customer(widgetId);
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      const claims = () =>
        gateway.database.query(`select 1 from claims where conversation_id = $1`, [conversationId]);
      const evil = await gateway.call('/v1/chat', 'https://evil.example');
      expect(await evil.refusal(resume)).toBe('origin-not-allowed');
      expect(await claims()).toEqual([]);
      const page = await gateway.call('/v1/chat', origin);
      expect((await page.ask(resume)).type).toBe('resumed');
      expect(await claims()).toHaveLength(1);
    });

    it('has no other path', async () => {
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/v1/admin`);
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('404');
    });

    it("denies unknown conversations, wrong secrets and other customers' conversations with the same bytes", async () => {
      const [mine, theirs] = [await gateway.customer(widgetId), await gateway.customer(widgetId)];
      const answers = await Promise.all(
        [
          { ...mine.resume, conversationId: newId() },
          { ...mine.resume, secret: newSecret() },
          { ...mine.resume, secret: theirs.resume.secret },
          { ...theirs.resume, conversationId: mine.conversationId },
        ].map(async (frame) => {
          const caller = await gateway.call('/v1/chat');
          caller.send({ requestId: 'same', ...frame });
          expect(await caller.closed()).toBe(4401);
          return JSON.stringify(caller.frames);
        }),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('"denied"');
      expect((await mine.caller.ask({ type: 'ping' })).type).toBe('ack');
    });

    it('denies widgets that do not exist, and names the reason when one is inactive', async () => {
      const off = await gateway.widget({ active: false });
      expect(await (await gateway.call('/v1/chat')).refusal(start(newId()))).toBe('denied');
      expect(await (await gateway.call('/v1/chat')).refusal(start(off))).toBe('widget-inactive');
    });
  });

  describe('with repeated requests', () => {
    it('gives a repeated message its first ack, and refuses its id with another text', async () => {
      const { caller, resume } = await gateway.customer(widgetId);
      const message = { type: 'send', requestId: 'm1', text: 'Hello' };
      const first = await caller.ask(message);
      const second = await gateway.call('/v1/chat', undefined, 1);
      await second.ask(resume);
      expect(await second.ask(message)).toEqual(first);
      second.frames.length = 0;
      expect(await second.refusal({ ...message, text: 'Hello!' })).toBe('message-conflict');
      await eventually(() => expect(caller.texts()).toEqual(['Hello']));
    });

    it('stores one message when many are sent at once with the same id', async () => {
      const { caller, resume } = await gateway.customer(widgetId);
      const tabs = [caller];
      for (let i = 0; i < 3; i++) {
        const tab = await gateway.call('/v1/chat', undefined, i % 2);
        await tab.ask(resume);
        tabs.push(tab);
      }
      const answers = await Promise.all(
        tabs.map((tab) => tab.ask({ type: 'send', requestId: 'm1', text: 'Hello' })),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      await eventually(() => expect(caller.texts()).toEqual(['Hello']));
    });

    it('creates one conversation for a start that reaches two gateways at the same moment', async () => {
      for (let round = 0; round < 10; round++) {
        const callers = await Promise.all(
          [0, 1, 0, 1].map((replica) => gateway.call('/v1/chat', undefined, replica)),
        );
        const frame = start(widgetId);
        const answers = await Promise.all(callers.map((caller) => caller.ask(frame)));
        const ids = answers.map((answer) => answer.type === 'resumed' && answer.conversationId);
        expect(new Set(ids).size).toBe(1);
        expect(answers.filter((answer) => answer.type === 'resumed' && answer.created)).toHaveLength(1);
        for (const caller of callers) caller.leave();
      }
    });
  });

  it('counts as lost since its close, however long customer or agent had been silent before', async () => {
    const { caller, conversationId } = await gateway.customer(await gateway.widget({ debounceSeconds: 60 }));
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const openedAt = await databaseNow();
    const leftAt = await eventually(async () => {
      const now = await databaseNow();
      return now - openedAt > 500 && now;
    });
    caller.leave();
    desk.leave();
    await gateway.until(conversationId, ({ status }) => status === 'lost');
    const session = await readSession(gateway.database, conversationId);
    expect(Date.parse(session?.lostAt ?? '')).toBeGreaterThan(leftAt - 100);
    expect(Date.parse(session?.promoteAt ?? '')).toBeGreaterThan(leftAt - 100 + 60_000);
    await eventually(async () => {
      const [row] = await gateway.database.query<{ lostAt: string | null }>(
        `select desk->>'lostAt' as "lostAt" from desks where agent_id = $1`,
        [agentId],
      );
      expect(Date.parse(row?.lostAt ?? '')).toBeGreaterThan(leftAt - 100);
    });
  });

  async function databaseNow(): Promise<number> {
    return Date.parse(await databaseClock(gateway.database));
  }

  it('ends the chat for good when the customer closes it', async () => {
    const redirecting = await gateway.widget({
      reconnect: {
        enabled: true,
        timeLimitSeconds: 60,
        portalUrl: `${origin}/help`,
        redirectUrl: `${origin}/late`,
        extension: { times: 0, seconds: 60 },
      },
    });
    const { caller, resume, conversationId } = await gateway.customer(redirecting);
    expect((await caller.ask({ type: 'close' })).type).toBe('ack');
    await gateway.until(conversationId, ({ sealed }) => sealed !== null);
    const late = { name: 'conversation-ended', redirectUrl: `${origin}/late` };
    expect(await caller.ask({ type: 'send', text: 'wait' })).toMatchObject(late);
    expect(await caller.ask({ type: 'extend' })).toMatchObject(late);
    const again = await gateway.call('/v1/chat');
    expect(await again.ask(resume)).toMatchObject(late);
  });

  it('shows the agent the pages that the customer opens, and nobody else', async () => {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const { caller, conversationId, resume } = await gateway.customer(widgetId);
    await gateway.assign(conversationId, agentId);
    const visitedPages = () =>
      desk
        .all('conversation')
        .findLast(({ conversation }) => conversation.conversationId === conversationId)
        ?.conversation.visit?.pages?.map(({ page, title }) => [page, title]);
    const visit = (page: string, title?: string, by = caller) =>
      by.refusal({ type: 'page', page, ...(title !== undefined && { title }) });
    const shop = 'https://shop.example';
    expect(await visit(`${shop}/a?token=1#secret`, 'A of mia@contoso.com')).toBeUndefined();
    await eventually(() => expect(visitedPages()).toEqual([[`${shop}/a`, 'A of \u2026']]));
    // The same page again, from another tab, is not listed twice, and writes nothing.
    const tab = await gateway.call('/v1/chat', undefined, 1);
    await tab.ask(resume);
    const reports = () =>
      gateway.database.query(`select session->'visitedPages' as count from conversations where id = $1`, [
        conversationId,
      ]);
    expect(await reports()).toEqual([{ count: 1 }]);
    expect(await visit(`${shop}/a?token=2`, 'A of omar@contoso.com', tab)).toBeUndefined();
    expect(await reports()).toEqual([{ count: 1 }]);
    expect(await visit(`${shop}/b`, undefined, tab)).toBeUndefined();
    await eventually(() =>
      expect(visitedPages()).toEqual([
        [`${shop}/b`, null],
        [`${shop}/a`, 'A of \u2026'],
      ]),
    );
    expect(JSON.stringify([caller.frames, tab.frames])).not.toMatch(/shop\.example|pages/);
    expect(
      caller.all('entries').flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'message')),
    ).toEqual([]);

    expect(await visit('x'.repeat(2_001))).toBe('invalid');
    await gateway.close(conversationId);
    expect(await visit(`${shop}/c`)).toBe('conversation-ended');
    await gateway.replica().app.get(EraseConversation).erase(conversationId, 'request');
    expect(
      await gateway.database.query(`select visit from conversations where id = $1`, [conversationId]),
    ).toEqual([{ visit: null }]);
  });

  it('keeps the last five pages, and refuses a flood of them as too-many without closing', async () => {
    const { caller, conversationId } = await gateway.customer(widgetId);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        caller.refusal({ type: 'page', page: `https://shop.example/${i}` }),
      ),
    );
    expect(answers.filter((refusal) => refusal === 'too-many').length).toBeGreaterThanOrEqual(6);
    // A page is asked for again and again below, which uses up the frames that the connection may send.
    expect(await caller.ask({ type: 'send', text: 'hi' })).toMatchObject({ type: 'ack' });
    const pagesOf = async () => {
      const [row] = await gateway.database.query<{ pages: { page: string }[] }>(
        `select visit->'pages' as pages from conversations where id = $1`,
        [conversationId],
      );
      return row?.pages.map(({ page }) => page);
    };
    const given = answers.flatMap((refusal, i) => (refusal ? [] : [`https://shop.example/${i}`]));
    expect((await pagesOf())?.[0]).toBe(given.at(-1));
    await gateway.database.query(
      `update conversations set visit = visit || jsonb_build_object('pages', (
         select jsonb_agg(jsonb_build_object('page', 'https://shop.example/old' || n, 'title', null, 'at', '2026-01-01T00:00:00.000Z'))
         from generate_series(1, 5) n)) where id = $1`,
      [conversationId],
    );
    await eventually(async () =>
      expect(await caller.refusal({ type: 'page', page: 'https://shop.example/new' })).toBeUndefined(),
    );
    expect(await pagesOf()).toEqual(
      ['new', 'old1', 'old2', 'old3', 'old4'].map((at) => `https://shop.example/${at}`),
    );
  });

  it('extends the next window as often as the settings allow', async () => {
    const { caller } = await gateway.customer(widgetId);
    expect(await caller.refusal({ type: 'extend' })).toBeUndefined();
    expect(await caller.refusal({ type: 'extend' })).toBe('no-extension-left');
  });

  it('shows a transcript of exactly one page, and reports that no further page follows', async () => {
    const { conversationId, resume, caller } = await gateway.customer(widgetId);
    await gateway.fill(conversationId, 200, 'n');
    caller.leave();
    const again = await gateway.call('/v1/chat');
    await again.ask(resume);
    await eventually(() => expect(again.all('conversation')).not.toEqual([]));
    expect(again.all('entries').map(({ entries, more }) => [entries.length, more])).toEqual([[200, false]]);
  });

  it('sends waiting customers their position, as far as the widget shows it, also after a return', async () => {
    const places = (caller: { all(type: 'queue'): { position: number | null }[] }) =>
      caller.all('queue').map(({ position }) => position);
    let conversationIds: string[] = [];
    await gateway.routing.answer(queueFronts, ({ workstreamIds }) => ({
      fronts: workstreamIds.map((workstreamId) => ({
        workstreamId,
        conversationIds,
        averageWaitSeconds: 90,
      })),
    }));
    const silent = await gateway.customer(widgetId);
    const shown = await gateway.widget({ showPositionInQueue: true });
    const first = await gateway.customer(shown);
    conversationIds = [silent.conversationId, first.conversationId];
    await eventually(() => expect(places(first.caller)).toEqual([2]));
    // A customer joins the queue and the one before leaves it. The new position is sent soon, and an unchanged one is
    // not sent again.
    conversationIds = [first.conversationId];
    const second = await gateway.customer(shown);
    await eventually(() => expect(places(first.caller)).toEqual([2, 1]));
    expect(first.caller.all('queue')).toMatchObject([{ averageWaitSeconds: null }, { orLater: false }]);
    expect(places(second.caller)).toEqual([]);
    first.caller.leave();
    const again = await gateway.call('/v1/chat', undefined, 1);
    await again.ask(first.resume);
    await eventually(() => expect(places(again)).toEqual([1]));
    expect(silent.caller.all('queue')).toEqual([]);
    const agentId = await gateway.agent();
    await gateway.assign(second.conversationId, agentId);
    await eventually(() =>
      expect(second.caller.all('conversation').at(-1)?.conversation.state).toBe('active'),
    );
    conversationIds = [second.conversationId, first.conversationId];
    await gateway.customer(shown);
    await eventually(() => expect(places(first.caller).length + places(again).length).toBe(4));
    expect(places(second.caller)).toEqual([]);
  });
});
