import { newSecret } from '@rejoin/kernel';
import { linkSecretOf } from '@rejoin/client';
import { eventually, type TestSystem } from '@rejoin/testing';
import { TestSocket, start } from '../../apps/session-gateway/src/test-socket.fixture';
import { origin } from './portal';
import { World } from './world';

describe('bad input and trouble', () => {
  let world: World<TestSystem>;

  beforeAll(async () => {
    const talkative = { REJOIN_LOG_LEVEL: 'trace' };
    world = await World.open({
      environment: {
        config: talkative,
        routing: talkative,
        'reconnection-timer': talkative,
        'session-gateway': talkative,
      },
    });
  });
  afterAll(async () => {
    try {
      await world.auditsClean();
    } finally {
      await world.close();
    }
  });

  const gateway = (index = 0) => {
    const found = world.system.gateways[index];
    if (!found) throw new Error(`no gateway ${index}`);
    return found;
  };
  const logs = () => {
    const { gateways, config, routing, timer } = world.system;
    return [...gateways, config, routing, timer].map((service) => service.log(Infinity)).join('\n');
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${gateway().url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('end no process, are no internal error, and leave the answers to other clients unaffected', async () => {
    const shop = await world.shop();
    const pids = world.system.gateways.map(({ pid }) => pid);
    const rubbish = [
      'x',
      '',
      'null',
      '[]',
      '{}',
      '"'.repeat(5_000),
      '['.repeat(50_000),
      `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
      '{"type":"start","requestId":1e999}',
      '{"type":"__proto__","requestId":"constructor"}',
      '{"__proto__":{"type":"ping"},"requestId":"x"}',
      JSON.stringify({
        type: 'resume',
        requestId: 'x',
        conversationId: 'x',
        secret: newSecret(),
        afterSeq: -1,
      }),
      JSON.stringify({
        type: 'start',
        requestId: 'x',
        widgetId: "'; drop table entries; --",
        secret: newSecret(),
      }),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.alloc(60_000, 0x41),
    ];
    for (const path of ['/v1/chat', '/v1/desk'] as const)
      for (const data of rubbish) {
        const caller = await TestSocket.open(gateway().url, path);
        caller.raw(data);
        // 1009: a first frame above the maximum is noticed before or after all of it was read.
        expect([4400, 4401, 1009]).toContain(await caller.closed());
      }
    for (const path of ['/v1/sign-in', `/v1/widgets/${shop.name}/redeem`, `/v1/widgets/%00/continue`])
      for (const body of rubbish.filter((one) => typeof one === 'string')) {
        const { status } = await post(path, body);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
    const login = await post('/v1/sign-in', { login: 'a\0b', password: 'a\0b' });
    expect(login.status).toBe(400);
    for (const headers of [
      { origin: 'x\u00ff' },
      { authorization: 'Bearer' },
      { authorization: 'Basic eA==' },
    ])
      expect((await fetch(`${gateway().url}/v1/conversations/x/entries`, { headers })).status).toBe(401);

    const customer = await world.customer(shop);
    await customer.chat.start();
    await customer.chat.send('still here');
    expect(world.system.gateways.map(({ pid }) => pid)).toEqual(pids);
    expect((await fetch(`${gateway().opsUrl}/health/ready`)).status).toBe(200);
    expect(logs()).not.toMatch(/"level":(50|60)|[Uu]nhandled/);
  });

  it('write no secret, token or message text into any log, as successful requests do not either', async () => {
    const shop = await world.shop({ signedIn: true });
    const anna = await world.agent(shop, 'anna');
    const customer = await world.served(shop, anna, { subject: 'subject-of-mia' });
    await customer.chat.send('words-of-the-customer');
    await anna.desk.send(customer.conversationId, 'words-of-the-agent');
    await anna.desk.send(customer.conversationId, 'come back: {ReconnectUrl{ReconnectID}}');
    const url = await eventually(() => customer.chat.entries.find(({ link }) => link?.url)?.link?.url);
    const link = linkSecretOf(url) ?? '';

    const wrong = {
      link: `${link.split('.')[0]}.wrong-signature`,
      secret: newSecret(),
      token: 'token-of-nobody',
    };
    await post(`/v1/widgets/${shop.name}/redeem`, wrong, { origin });
    await post('/v1/sign-in', { login: 'anna', password: 'password-of-anna' });
    const other = await world.customer(shop, { subject: 'subject-of-mia', gateway: 1 });
    await other.chat.reconnectByLink(url);
    const stranger = await TestSocket.open(gateway().url, '/v1/chat');
    const secret = newSecret();
    await stranger.ask({ type: 'resume', conversationId: customer.conversationId, secret, afterSeq: 0 });

    const [, signature = ''] = link.split('.');
    const told = logs();
    expect(signature).not.toBe('');
    expect(told).toContain('listening');
    for (const word of [
      'words-of-the-customer',
      'words-of-the-agent',
      signature,
      'wrong-signature',
      wrong.secret,
      secret,
      'token-of-nobody',
      'password-of-anna',
      'long-enough-password',
      'subject-of-mia',
      anna.token,
    ])
      expect(told.includes(word) ? word : '').toBe('');
  });

  it('let a gateway that was frozen and is considered dead close its sockets and write nothing about them', async () => {
    const shop = await world.shop();
    const anna = await world.agent(shop, 'anna', { gateway: 1 });
    const caller = await TestSocket.open(gateway().url, '/v1/chat');
    const secret = newSecret();
    const started = await caller.ask(start(shop.name, { secret }));
    if (started.type !== 'resumed') throw new Error(JSON.stringify(started));
    const { conversationId } = started;
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.state).toBe('active'));
    const desk = await TestSocket.open(gateway().url, '/v1/desk');
    const { token } = anna;
    expect((await desk.ask({ type: 'sign-in', token })).type).toBe('welcome');

    await gateway().kill('SIGSTOP');
    caller.send({ type: 'send', requestId: 'c', text: 'into the ice' });
    desk.send({ type: 'send', requestId: 'd', conversationId, text: 'into the ice' });
    try {
      await eventually(
        () => expect(anna.desk.conversation(conversationId)?.snapshot?.customer.status).toBe('away'),
        { timeout: 40_000 },
      );
    } finally {
      await gateway().kill('SIGCONT');
    }
    expect(await caller.closed()).toBe(1012);
    expect(await desk.closed()).toBe(1012);
    expect([...caller.all('ack'), ...desk.all('ack')]).toEqual([]);

    const back = await TestSocket.open(gateway(1).url, '/v1/chat');
    const resume = { type: 'resume', conversationId, secret, afterSeq: 0 };
    expect(await back.ask(resume)).toMatchObject({ type: 'resumed', epoch: 2 });
    expect((await back.ask({ type: 'send', text: 'thawed' })).type).toBe('ack');
    await eventually(() => expect(back.texts()).toEqual(['thawed']));
    back.leave();
  });
});
