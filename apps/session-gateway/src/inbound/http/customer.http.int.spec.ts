import { customerHttp, requestReconnect } from '@rejoin/contracts';
import { newId, newSecret } from '@rejoin/kernel';
import { eventually, hostileBodies } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { TestSocket } from '../../test-socket.fixture';
import { start } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { origin, widgetDefaults } from '../../widget.fixture';

const evil = { origin: 'https://evil.example' };
const page = { origin };

describe("the customer's HTTP routes", () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let signedInWidget: string;
  let key: CryptoKey;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
    signedInWidget = await gateway.widget({
      authentication: { ...widgetDefaults.authentication, required: true, publicKeys },
    });
  });
  afterAll(() => gateway.stop());

  const tokenOf = (subject: string) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('https://portal.example')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);

  const post = (verb: string, body: unknown, of = widgetId, headers: Record<string, string> = {}) =>
    gateway.http('POST', `/v1/widgets/${of}/${verb}`, { body, headers });

  /** Starts a conversation with a reconnect link and returns the link's secret. */
  async function linked(of = widgetId, more: object = {}) {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(of, more);
    await gateway.assign(customer.conversationId, agentId);
    const text = 'Back by {ReconnectUrl{ReconnectID}}';
    const { conversationId } = customer;
    expect((await desk.ask({ type: 'send', conversationId, text })).type).toBe('ack');
    return { ...customer, link: await linkOf(customer.caller) };
  }

  function linkOf(caller: TestSocket, nth = 0): Promise<string> {
    return eventually(() => {
      const urls = caller.entries().flatMap(({ link }) => link?.url ?? []);
      return urls[nth]?.split('oc.reconnectid=')[1];
    });
  }

  describe('when a page asks', () => {
    it("return the widget's settings without caching to an allowed origin", async () => {
      const { status, json, headers } = await gateway.http('GET', `/v1/widgets/${widgetId}`, {
        headers: page,
      });
      expect(status).toBe(200);
      expect(json).toMatchObject({ widgetId, reconnect: { enabled: true, timeLimitSeconds: 60 } });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('vary')).toContain('Origin');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    });

    it('accept the preflight of an allowed origin, and of no other', async () => {
      const ask = (headers: Record<string, string>) =>
        gateway.http('OPTIONS', `/v1/widgets/${widgetId}/redeem`, { headers });
      const allowed = await ask(page);
      expect(allowed.status).toBe(204);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
      expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
      expect((await ask(evil)).headers.get('access-control-allow-origin')).toBeNull();
    });

    it('let a page of any origin read that the widget does not exist', async () => {
      const { status, json, headers } = await gateway.http('GET', '/v1/widgets/no-such', { headers: evil });
      expect([status, json['name']]).toEqual([404, 'denied']);
      expect(headers.get('access-control-allow-origin')).toBe(evil.origin);
    });

    it('refuse every route to another origin, whose scripts cannot read why', async () => {
      const token = await tokenOf('mia');
      const answers = [
        await gateway.http('GET', `/v1/widgets/${widgetId}`, { headers: evil }),
        await post('redeem', { link: 'x', secret: newSecret() }, widgetId, evil),
        await post('reconnectable', { token }, signedInWidget, evil),
        await post('continue', { token, conversationId: newId(), secret: newSecret() }, signedInWidget, evil),
      ];
      for (const { status, json, headers } of answers) {
        expect([status, json['name']]).toEqual([403, 'origin-not-allowed']);
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
    });
  });

  describe('with invalid input', () => {
    it.each([
      ['no JSON', '{', 400, 'invalid'],
      ['no object', '[]', 400, 'invalid'],
      ['nothing', {}, 400, 'invalid'],
      ['a short secret', { link: 'x', secret: 'short' }, 400, 'invalid'],
      ['a link without end', { link: 'x'.repeat(201), secret: newSecret() }, 400, 'invalid'],
      ['more than 256 KiB', { link: 'x'.repeat(300_000) }, 413, 'too-large'],
    ])('answer %s with a problem that has the reason', async (_, body, status, name) => {
      const answer = await post('redeem', body);
      expect([answer.status, answer.json['name']]).toEqual([status, name]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('name the invalid field', async () => {
      const { json } = await post('redeem', { link: 'x', secret: 'short' });
      expect(json['errors']).toMatchObject([{ field: '/secret' }]);
    });

    it('answer a body that is not JSON by its content type', async () => {
      const answer = await gateway.http('POST', `/v1/widgets/${widgetId}/redeem`, {
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      });
      expect([answer.status, answer.json['name']]).toEqual([400, 'invalid']);
    });

    it.each(['%00', '%20', 'a%00b', '..%2f', '%F0%9F%92%A9'])('deny a widget called %s', async (id) => {
      const read = await gateway.http('GET', `/v1/widgets/${id}`, { headers: page });
      expect([read.status, read.json['name']]).toEqual([404, 'denied']);
      const redeemed = await post('redeem', { link: 'x', secret: newSecret() }, id);
      expect([redeemed.status, redeemed.json['name']]).toEqual([404, 'denied']);
    });

    it.each(['GET /v1/nothing', 'DELETE /v1/widgets/x', 'GET /v1/widgets/x/redeem', 'PUT /'])(
      'have nothing at %s',
      async (at) => {
        const [method = '', path = ''] = at.split(' ');
        const { status, json } = await gateway.http(method, path);
        expect([status, json['name']]).toEqual([404, 'not-found']);
      },
    );
  });

  it('deny widgets that do not exist, and name the reason when one is inactive', async () => {
    const off = await gateway.widget({ active: false });
    expect((await gateway.http('GET', `/v1/widgets/${newId()}`)).json['name']).toBe('denied');
    expect((await gateway.http('GET', `/v1/widgets/${off}`)).json['name']).toBe('widget-inactive');
  });

  describe('a link', () => {
    it('is denied with the same bytes when it is invented, changed, used or of another widget', async () => {
      const { link } = await linked();
      const other = await linked();
      const secret = newSecret();
      expect((await post('redeem', { link: other.link, secret: newSecret() })).status).toBe(200);
      const [id = '', signature = ''] = link.split('.');
      const another = await gateway.widget();
      const answers = [
        await post('redeem', { link: 'x', secret }),
        await post('redeem', { link: `${newId()}.${signature}`, secret }),
        await post('redeem', { link: `${id}.${'A'.repeat(43)}`, secret }),
        await post('redeem', { link: other.link, secret }),
        await post('redeem', { link, secret }, another),
        await post('redeem', { link, secret }, newId()),
      ];
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.json['name']).toBe('denied');
      expect((await post('redeem', { link, secret })).status).toBe(200);
    });

    it('gives the same secret the same answer at every gateway', async () => {
      const { link, conversationId } = await linked();
      const body = { link, secret: newSecret() };
      const first = await post('redeem', body);
      expect(first.json).toMatchObject({ conversationId, epoch: 2 });
      expect((await post('redeem', body)).json).toMatchObject({ conversationId, epoch: 2 });
    });

    it('refuses as superseded who redeemed an earlier one and redeems it again', async () => {
      const customer = await linked();
      const body = { link: customer.link, secret: newSecret() };
      expect((await post('redeem', body)).status).toBe(200);
      const resumed = await gateway.call('/v1/chat');
      await resumed.ask({ ...customer.resume, secret: body.secret });
      const second = await linkOf(resumed, 1);
      expect((await post('redeem', { link: second, secret: newSecret() })).status).toBe(200);
      expect((await post('redeem', body)).json['name']).toBe('superseded');
      expect(await resumed.closed()).toBe(4408);
      expect(resumed.all('refused')).toMatchObject([{ name: 'superseded', requestId: null }]);
    });

    it('of a signed-in customer works for that customer only, and asks others to sign in', async () => {
      const { link } = await linked(signedInWidget, { token: await tokenOf('mia') });
      const ask = async (token?: string) =>
        (await post('redeem', { link, secret: newSecret(), token }, signedInWidget)).json['name'];
      expect(await ask()).toBe('sign-in-required');
      expect(await ask('nonsense')).toBe('token-invalid');
      expect(await ask(await tokenOf('max'))).toBe('denied');
      expect(await ask(await tokenOf('mia'))).toBeUndefined();
    });

    it('is refused as too late, with the redirect URL, after the conversation has ended', async () => {
      const redirectUrl = `${origin}/late`;
      const late = await gateway.widget({ reconnect: { ...widgetDefaults.reconnect, redirectUrl } });
      const { link, caller, conversationId } = await linked(late);
      await caller.ask({ type: 'close' });
      await gateway.until(conversationId, ({ sealed }) => sealed !== null);
      const { status, json } = await post('redeem', { link, secret: newSecret() }, late);
      expect([status, json['name'], json['redirectUrl']]).toEqual([409, 'conversation-ended', redirectUrl]);
    });

    it("is refused with the timer's reason, and can be tried again when the timer does not answer", async () => {
      const { link, caller, conversationId } = await linked();
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      await gateway.timer.answer(requestReconnect, () => Promise.reject(new Error('timer in trouble')));
      const down = await post('redeem', { link, secret: newSecret() });
      expect([down.status, down.json['name'], down.headers.get('retry-after')]).toEqual([
        503,
        'unavailable',
        '1',
      ]);
      await gateway.timer.answer(requestReconnect, () => ({ refused: 'window-expired' }));
      expect((await post('redeem', { link, secret: newSecret() })).json['name']).toBe('window-expired');
      await gateway.timer.answer(requestReconnect, ({ epoch, window }) => ({
        nextEpoch: epoch + 1,
        at: window.awayAt,
      }));
      expect((await post('redeem', { link, secret: newSecret() })).status).toBe(200);
    });

    it('gets a successor also when the fact of the acceptance arrives before the answer', async () => {
      const { link, caller, conversationId, resume } = await linked();
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      await gateway.timer.answer(requestReconnect, async ({ epoch, claim, way, window }) => {
        const data = { conversationId, epoch, nextEpoch: epoch + 1, way, claim, at: window.awayAt };
        await gateway.timer.publish({ type: 'ReconnectAccepted', data });
        await gateway.until(conversationId, (session) => session.epoch === epoch + 1);
        return { nextEpoch: epoch + 1, at: window.awayAt };
      });
      const secret = newSecret();
      // If the fact takes longer than a question may take, a repeated request finds the return done.
      await eventually(async () =>
        expect((await post('redeem', { link, secret })).json).toMatchObject({ epoch: 2 }),
      );
      const back = await gateway.call('/v1/chat');
      await back.ask({ ...resume, secret });
      const successor = await linkOf(back, 1);
      expect((await post('redeem', { link, secret: newSecret() })).json['name']).toBe('denied');
      expect((await post('redeem', { link: successor, secret: newSecret() })).status).toBe(200);
      await gateway.timer.answer(requestReconnect, ({ epoch, window }) => ({
        nextEpoch: epoch + 1,
        at: window.awayAt,
      }));
    });
  });

  describe('a signed-in customer', () => {
    const subject = () => `customer-${newId()}`;

    it("can continue conversations that are away, and no one else's", async () => {
      const [mia, max] = [await tokenOf(subject()), await tokenOf(subject())];
      const { caller, conversationId } = await gateway.customer(signedInWidget, { token: mia });
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      const list = async (token: string) =>
        (await post('reconnectable', { token }, signedInWidget)).json['conversations'];
      expect(await list(mia)).toMatchObject([{ conversationId }]);
      expect(await list(max)).toEqual([]);
      const claim = { conversationId, secret: newSecret() };
      const denied = await post('continue', { ...claim, token: max }, signedInWidget);
      const unknown = await post(
        'continue',
        { ...claim, token: max, conversationId: newId() },
        signedInWidget,
      );
      expect(denied.json['name']).toBe('denied');
      expect(denied.text).toBe(unknown.text);
      const again = await gateway.call('/v1/chat');
      expect(await again.refusal(start(signedInWidget, { token: mia }))).toBe('reconnect-available');
      expect(await again.closed()).toBe(4401);
      const continued = await post('continue', { ...claim, token: mia }, signedInWidget);
      expect(continued.json).toMatchObject({ conversationId, epoch: 2 });
    });

    it('whose chat is open on another device is asked before this device takes it over', async () => {
      const token = await tokenOf(subject());
      const { caller, conversationId, resume } = await gateway.customer(signedInWidget, { token });
      const list = async (more: object) =>
        (await post('reconnectable', { token, ...more }, signedInWidget)).json['conversations'];
      expect(await list({})).toEqual([]);
      expect(await list({ connected: true })).toMatchObject([{ conversationId, deadlineAt: null }]);
      const here = await gateway.call('/v1/chat');
      expect(await here.refusal(start(signedInWidget, { token, askFirst: true }))).toBe(
        'reconnect-available',
      );
      // The other device was not affected, and its own tabs can still join it.
      const tab = await gateway.call('/v1/chat');
      expect(await tab.ask(resume)).toMatchObject({ type: 'resumed', epoch: 1 });
      expect(caller.closeCode).toBeUndefined();

      const claim = { conversationId, secret: newSecret(), token };
      const continued = await post('continue', claim, signedInWidget);
      expect(continued.json).toMatchObject({ conversationId, epoch: 2 });
      expect(await caller.closed()).toBe(4408);
    });

    it('whose chat is open on another device can start a new one, which ends the old one', async () => {
      const token = await tokenOf(subject());
      const { caller, conversationId } = await gateway.customer(signedInWidget, { token });
      const here = await gateway.call('/v1/chat');
      const anew = start(signedInWidget, { token, askFirst: true, startNew: true });
      expect(await here.ask(anew)).toMatchObject({ type: 'resumed', created: true, epoch: 1 });
      await eventually(() => {
        const [last] = caller.all('conversation').slice(-1);
        expect(last?.conversation).toMatchObject({ conversationId, ended: { reason: 'started-new' } });
      });
    });

    it('takes over the chat of another device when the page does not ask', async () => {
      const token = await tokenOf(subject());
      const { caller, conversationId } = await gateway.customer(signedInWidget, { token });
      const here = await gateway.call('/v1/chat');
      const taken = await here.ask(start(signedInWidget, { token }));
      expect(taken).toMatchObject({ type: 'resumed', created: false, epoch: 2, conversationId });
      expect(await caller.closed()).toBe(4408);
    });

    it('must be signed in', async () => {
      const caller = await gateway.call('/v1/chat');
      expect(await caller.refusal(start(signedInWidget))).toBe('sign-in-required');
      expect((await post('reconnectable', { token: 'x' }, signedInWidget)).json['name']).toBe(
        'token-invalid',
      );
      expect((await post('reconnectable', { token: 'x' }, widgetId)).json['name']).toBe('sign-in-required');
    });

    it('who starts on two devices at the same moment has one conversation, on the later device', async () => {
      for (let round = 0; round < 5; round++) {
        const token = await tokenOf(subject());
        const devices = await Promise.all([0, 1].map((i) => gateway.call('/v1/chat', undefined, i)));
        const answers = await Promise.all(devices.map((one) => one.ask(start(signedInWidget, { token }))));
        const started = answers.flatMap((one) => (one.type === 'resumed' ? [one] : []));
        expect(new Set(started.map(({ conversationId }) => conversationId)).size).toBe(1);
        expect(started.filter(({ created }) => created)).toHaveLength(1);
        expect(started.map(({ epoch }) => epoch).sort()).toEqual([1, 2]);
        await eventually(() => expect(devices.filter(({ closeCode }) => closeCode === 4408)).toHaveLength(1));
      }
    });

    it('gets a new conversation at once with startNew, whatever facts of the old one still arrive', async () => {
      const token = await tokenOf(subject());
      const agentId = await gateway.agent();
      const old = await gateway.customer(signedInWidget, { token });
      await gateway.assign(old.conversationId, agentId);
      const caller = await gateway.call('/v1/chat');
      const fresh = await caller.ask(start(signedInWidget, { token, startNew: true }));
      expect(fresh).toMatchObject({ type: 'resumed', created: true });
      await gateway.until(old.conversationId, ({ sealed }) => sealed?.reason === 'started-new');
      expect(await old.caller.refusal({ type: 'send', text: 'hello?' })).toBe('conversation-ended');
    });
  });

  it('never fail on any body', async () => {
    for (const [verb, schema] of Object.entries(customerHttp)) {
      const answers = hostileBodies(schema, 5).map((body) => post(verb, body, widgetId, page));
      for (const { status } of await Promise.all(answers)) expect(status).toBeLessThan(500);
    }
  });
});
