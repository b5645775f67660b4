import { newSecret } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { start } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { origin } from '../../widget.fixture';

describe("a customer's connection over HTTP", () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  const customer = async () => gateway.started(await gateway.poll(), widgetId);

  it('transports a chat in both directions, in order', async () => {
    const { caller, conversationId } = await customer();
    const agentId = await gateway.agent();
    await gateway.assign(conversationId, agentId);
    const desk = await gateway.desk(agentId);
    for (let n = 0; n < 12; n++) caller.send({ type: 'send', requestId: `m${n}`, text: `number ${n}` });
    await desk.ask({ type: 'send', conversationId, text: 'Hello from Anna' });
    await eventually(() => expect(caller.texts()).toHaveLength(13));
    const own = caller.texts().filter((text) => text?.startsWith('number'));
    expect(own).toEqual(Array.from({ length: 12 }, (_, n) => `number ${n}`));
    expect(caller.texts()).toContain('Hello from Anna');
  });

  it('resumes at another gateway with exactly the missed entries', async () => {
    const { caller, resume, conversationId } = await customer();
    await caller.ask({ type: 'send', text: 'before' });
    await eventually(() => expect(caller.texts()).toEqual(['before']));
    const seen = caller.entries().at(-1)?.seq ?? 0;
    caller.leave();
    await gateway.until(conversationId, ({ lines }) => lines.length === 0);
    const tab = await gateway.call('/v1/chat');
    await tab.ask(resume);
    await tab.ask({ type: 'send', requestId: 'm1', text: 'missed' });
    const again = await gateway.poll(undefined, 1);
    expect(await again.ask({ ...resume, afterSeq: seen })).toMatchObject({
      fromSeq: seen + 1,
      created: false,
    });
    await eventually(() => expect(again.texts()).toEqual(['missed']));
    expect(again.entries()[0]?.seq).toBeGreaterThan(seen);
  });

  it('resumes a long transcript page by page, each entry once', async () => {
    const { caller, resume, conversationId } = await customer();
    await gateway.fill(conversationId, 1_000, 'n'.repeat(1_000));
    caller.leave();
    const again = await gateway.poll();
    await again.ask(resume);
    await eventually(() => expect(again.entries().at(-1)?.seq).toBe(1_000));
    expect(again.entries().map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
  });

  it('applies a request that arrives twice once, and refuses a gap', async () => {
    const { caller } = await customer();
    const { peer } = caller;
    const frame = JSON.stringify({ type: 'typing', requestId: 'only' });
    const body = { connection: peer.connection, first: ++peer.sent, frames: [frame] };
    const answers = await Promise.all([
      peer.post('send', body),
      peer.post('send', body),
      peer.post('send', body),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await caller.ask({ type: 'ping' });
    expect(caller.all('ack').filter(({ requestId }) => requestId === 'only')).toHaveLength(1);
    await peer.post('send', { ...body, first: peer.sent + 2 });
    expect(await caller.closed()).toBe(4400);
  });

  it('sends a lost answer again', async () => {
    const { caller } = await customer();
    const { peer } = caller;
    await caller.ask({ type: 'ping' });
    await eventually(() => expect(caller.all('conversation')).not.toEqual([]));
    const before = peer.got;
    // A second poll with the same number replaces the first one. Both are answered.
    const other = peer.post('poll', { connection: peer.connection, after: before });
    await caller.ask({ type: 'ping', requestId: 'lost' });
    const { json } = await other;
    const heard = [
      ...(json['frames'] as string[]).map((text) => JSON.parse(text) as object),
      ...caller.frames,
    ];
    expect(heard).toContainEqual(expect.objectContaining({ type: 'ack', requestId: 'lost' }));
    expect(caller.all('ack').filter(({ requestId }) => requestId === 'lost')).toHaveLength(1);
  });

  it('is notified when another device takes over, and its later messages are not stored', async () => {
    const { caller, conversationId, resume } = await customer();
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    await gateway.assign(conversationId, agentId);
    await desk.ask({ type: 'send', conversationId, text: 'Back by {ReconnectUrl{ReconnectID}}' });
    const link = await eventually(() => caller.entries().flatMap((entry) => entry.link?.url ?? [])[0]);
    const body = { link: link.split('oc.reconnectid=')[1], secret: newSecret() };
    const claimed = await gateway.http('POST', `/v1/widgets/${widgetId}/redeem`, { body });
    expect(claimed.status).toBe(200);
    caller.send({ type: 'send', requestId: 'late', text: 'from the past' });
    expect(await caller.closed()).toBe(4408);
    expect(caller.all('refused').map(({ name }) => name)).toContain('superseded');
    const device = await gateway.poll(undefined, 1);
    await device.ask({ ...resume, secret: body.secret });
    await eventually(() => expect(device.texts()).toHaveLength(1));
    expect(device.texts()[0]).toContain('Back by');
  });

  it('is lost at once when the browser is closed or sends a close request', async () => {
    const [closed, said] = [await customer(), await customer()];
    closed.caller.leave();
    await said.caller.peer.post('close', { connection: said.caller.peer.connection });
    for (const { conversationId } of [closed, said])
      await gateway.until(conversationId, ({ lines }) => lines.length === 0);
  });

  it('is authorised by origin at its first frame, and is usable by its own page only', async () => {
    const evil = await gateway.poll('https://evil.example');
    expect(await evil.refusal(start(widgetId))).toBe('origin-not-allowed');
    expect(await evil.closed()).toBe(4401);
    const page = await gateway.poll(origin);
    expect((await page.ask(start(widgetId))).type).toBe('resumed');
    const { connection } = page.peer;
    const stolen = await gateway.http('POST', '/v1/chat/poll', {
      body: { connection, after: 0 },
      headers: { origin: 'https://evil.example' },
    });
    expect(stolen.status).toBe(404);
  });

  it('allows pages of every origin to read its answers, as a WebSocket does, without caching', async () => {
    const { headers } = await gateway.http('POST', '/v1/chat/open', { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is refused by name at another gateway, and not found when it is unknown', async () => {
    const { peer } = (await customer()).caller;
    const body = { connection: peer.connection, first: peer.sent + 1, frames: [] };
    expect(await peer.post('send', body, gateway.replica(1).url)).toMatchObject({
      status: 421,
      json: { name: 'other-gateway' },
    });
    const unknown = peer.connection.replace(/\..*/, `.${newSecret()}`);
    expect(await peer.post('send', { ...body, connection: unknown })).toMatchObject({ status: 404 });
    expect(await peer.post('send', body)).toMatchObject({ status: 200 });
  });

  it.each([
    ['no JSON', 'hello', 4400],
    [
      'a frame that needs a start before it',
      JSON.stringify({ type: 'send', requestId: 'x', text: 'hi' }),
      4400,
    ],
    ['a first frame that is too large', ' '.repeat(25 * 1024), 1009],
  ])('closes for %s, after it sent the reason', async (_, data, code) => {
    const caller = await gateway.poll();
    caller.raw(data);
    expect(await caller.closed()).toBe(code);
    expect(caller.all('refused')).toHaveLength(1);
  });

  it.each([
    ['poll', '{"connection":1}'],
    ['poll', 'null'],
    ['send', '[]'],
    ['send', '{"connection":"x","first":0,"frames":[]}'],
    ['close', 'no JSON'],
  ])('refuses %s with the body %s as invalid', async (verb, body) => {
    const { status, json } = await gateway.http('POST', `/v1/chat/${verb}`, {
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect([status, json['name']]).toEqual([400, 'invalid']);
  });

  // This test is the last one, because it stops the only gateway that the client knows.
  it('is told to reconnect elsewhere when its gateway stops', async () => {
    const moved = await gateway.started(await gateway.poll(undefined, 1), widgetId);
    await gateway.stopReplica(gateway.replica(1));
    expect(await moved.caller.closed()).toBe(1012);
    expect(moved.caller.all('moving')).toHaveLength(1);
    await gateway.until(moved.conversationId, ({ lines }) => lines.length === 0);
  });
});
