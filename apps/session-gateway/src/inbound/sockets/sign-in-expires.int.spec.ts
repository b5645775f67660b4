import { changePassword, endSignIn, type Role } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { GatewayFixture } from '../../gateway.fixture';
import type { TestService } from '../../test-service.fixture';
import { widgetDefaults } from '../../widget.fixture';

let gateway: GatewayFixture;

beforeAll(async () => {
  gateway = await GatewayFixture.start();
});
afterAll(() => gateway.stop());

describe('a sign-in that has expired', () => {
  it('opens no desk, and is refused with the reason', async () => {
    const agentId = await gateway.agent();
    const caller = await gateway.call('/v1/desk');
    const token = await gateway.token({ agentId }, undefined, '-1s');
    expect(await caller.refusal({ type: 'sign-in', token })).toBe('sign-in-expired');
    expect(await caller.closed()).toBe(4401);
  });

  it('closes its desk, and lets the next sign-in continue there', async () => {
    const agentId = await gateway.agent();
    const { conversationId } = await gateway.customer(await gateway.widget());
    await gateway.assign(conversationId, agentId);
    const desk = await eventually(async () => {
      const caller = await gateway.call('/v1/desk');
      const token = await gateway.token({ agentId }, undefined, '4s');
      return (await caller.ask({ type: 'sign-in', token })).type === 'welcome' && caller;
    });
    const [welcome] = desk.all('welcome');
    expect(await desk.closed()).toBe(4401);
    expect(desk.all('refused')).toMatchObject([{ name: 'sign-in-expired', requestId: null }]);
    expect(welcome && new Date(welcome.tokenExpiresAt).getTime()).toBeLessThan(Date.now() + 1_000);

    const again = await gateway.desk(agentId);
    await eventually(() => {
      expect(again.all('conversation')).toMatchObject([{ conversation: { conversationId } }]);
    });
  });
});

describe('a sign-in that is ended early', () => {
  let config: TestService;

  beforeAll(async () => {
    config = await gateway.startTestService('config');
    await gateway.addReplica();
  });
  afterAll(() => config.stop());

  /**
   * Creates an agent whose account has signed in twice, at different gateways, before and after the account was
   * changed.
   */
  async function signedIn() {
    const [agentId, accountId] = [await gateway.agent(), newId()];
    const roles: Role[] = ['agent', 'supervisor'];
    const tokens = {
      old: await gateway.token({ accountId, agentId, roles, accountVersion: 1 }),
      current: await gateway.token({ accountId, agentId, roles, accountVersion: 2 }),
    };
    const [old, current] = [await gateway.call('/v1/desk', undefined, 1), await gateway.call('/v1/desk')];
    expect((await old.ask({ type: 'sign-in', token: tokens.old })).type).toBe('welcome');
    expect((await current.ask({ type: 'sign-in', token: tokens.current })).type).toBe('welcome');
    const end = () =>
      config.publish({
        type: 'SignInsEnded',
        data: { accountId, before: 2, at: '2026-11-22T16:00:00.000Z' },
      });
    return { old, current, tokens, end };
  }

  it('closes its desk at every gateway with the reason, and keeps later sign-ins', async () => {
    const { old, current, end } = await signedIn();
    await end();
    expect(await old.closed()).toBe(4401);
    expect(old.all('refused')).toMatchObject([{ name: 'sign-in-expired', requestId: null }]);
    expect((await current.ask({ type: 'ping' })).type).toBe('ack');
  });

  it('opens neither a desk nor an HTTP route', async () => {
    const { old, tokens, end } = await signedIn();
    const over = async (method: string, path: string, token: string) =>
      (await gateway.http(method, path, { headers: { authorization: `Bearer ${token}` } })).json['name'];
    await end();
    await old.closed();
    const again = await gateway.call('/v1/desk');
    expect(await again.refusal({ type: 'sign-in', token: tokens.old })).toBe('sign-in-expired');
    expect(await again.closed()).toBe(4401);
    const routes = [
      ['GET', '/v1/supervisor/windows?limit=0'],
      ['GET', '/v1/conversations/none/entries'],
      ['POST', '/v1/me/password'],
    ] as const;
    for (const [method, path] of routes) {
      expect(await over(method, path, tokens.old)).toBe('sign-in-expired');
      expect(await over(method, path, tokens.current)).toMatch(/invalid|not-found/);
    }
  });
});

describe('signing out', () => {
  let config: TestService;
  let questions: unknown[];

  beforeAll(async () => {
    config = await gateway.startTestService('config');
    await config.answer(endSignIn, (request) => {
      questions.push(request);
      return {};
    });
  });
  afterAll(() => config.stop());
  beforeEach(() => {
    questions = [];
  });

  const nameOf = async (method: string, path: string, token: string) =>
    (await gateway.http(method, path, { headers: { authorization: `Bearer ${token}` } })).json['name'];

  it('over HTTP ends this sign-in at every gateway, and not the one on another device', async () => {
    const who = {
      accountId: newId(),
      agentId: await gateway.agent(),
      roles: ['agent', 'supervisor'] as Role[],
    };
    const signInId = newId();
    const [here, elsewhere] = [await gateway.token({ ...who, signInId }), await gateway.token(who)];
    const desk = await gateway.call('/v1/desk', undefined, gateway.replicas.length - 1);
    const other = await gateway.call('/v1/desk');
    expect((await desk.ask({ type: 'sign-in', token: here })).type).toBe('welcome');
    expect((await other.ask({ type: 'sign-in', token: elsewhere })).type).toBe('welcome');
    expect(await nameOf('POST', '/v1/sign-out', here)).toBeUndefined();
    expect(await desk.closed()).toBe(4401);
    expect((await other.ask({ type: 'ping' })).type).toBe('ack');
    expect(await nameOf('GET', '/v1/supervisor/windows?limit=0', here)).toBe('sign-in-expired');
    expect(await nameOf('POST', '/v1/sign-in/renew', here)).toBe('sign-in-expired');
    expect(await nameOf('GET', '/v1/supervisor/windows?limit=0', elsewhere)).toBe('invalid');
    const again = await gateway.call('/v1/desk');
    expect(await again.refusal({ type: 'sign-in', token: here })).toBe('sign-in-expired');
    expect(questions).toEqual([{ accountId: who.accountId, signInId }]);
  });

  it('at the desk ends its sign-in too', async () => {
    const token = await gateway.token({ agentId: await gateway.agent(), roles: ['agent', 'supervisor'] });
    const desk = await gateway.call('/v1/desk');
    expect((await desk.ask({ type: 'sign-in', token })).type).toBe('welcome');
    expect((await desk.ask({ type: 'sign-out', confirm: true })).type).toBe('ack');
    await eventually(async () => {
      expect(await nameOf('GET', '/v1/supervisor/windows?limit=0', token)).toBe('sign-in-expired');
      expect(questions).toHaveLength(1);
    });
  });

  it('at config reaches the gateways', async () => {
    const [accountId, signInId] = [newId(), newId()];
    const token = await gateway.token({ accountId, signInId, roles: ['supervisor'] });
    const at = '2026-11-22T16:00:00.000Z';
    const signIn = { signInId, until: '2099-01-01T00:00:00.000Z' };
    await config.publish({ type: 'SignInsEnded', data: { accountId, before: 1, signIn, at } });
    await eventually(async () => {
      expect(await nameOf('GET', '/v1/supervisor/windows?limit=0', token)).toBe('sign-in-expired');
    });
  });
});

describe("the user's own password", () => {
  const passwords = { current: 'the first password', next: 'the second password' };
  let config: TestService;
  let questions: unknown[];

  beforeAll(async () => {
    config = await gateway.startTestService('config');
    await config.answer(changePassword, (request) => {
      questions.push(request);
      return { refused: 'sign-in-failed' };
    });
  });
  afterAll(() => config.stop());
  beforeEach(() => {
    questions = [];
  });

  async function change(body: object, token?: string) {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { status, json } = await gateway.http('POST', '/v1/me/password', { body, headers });
    return { status, name: json['name'], fields: (json['errors'] as { field: string }[] | undefined) ?? [] };
  }

  it.each<Role>(['agent', 'supervisor', 'administrator'])(
    'is changed for an account that is %s, whatever account the body names',
    async (role) => {
      const token = await gateway.token({ accountId: 'ada', roles: [role] });
      const more = { accountId: 'ben', address: '192.0.2.1' };
      expect(await change({ ...passwords, ...more }, token)).toMatchObject({
        status: 401,
        name: 'sign-in-failed',
      });
      expect(questions).toEqual([{ ...passwords, accountId: 'ada', address: '127.0.0.1' }]);
    },
  );

  it('is not changed without a sign-in, or to one that is too short or the same', async () => {
    expect(await change(passwords)).toMatchObject({ status: 401, name: 'unauthenticated' });
    const token = await gateway.token();
    for (const next of ['short', passwords.current])
      expect(await change({ ...passwords, next }, token)).toMatchObject({
        status: 400,
        fields: [{ field: '/next' }],
      });
    expect(questions).toEqual([]);
  });
});

describe("the portal's data about a customer", () => {
  it('is shown at the desk, and sent neither to the customer nor on the bus', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(publicKey), expiresAt: null }];
    const authentication = { ...widgetDefaults.authentication, required: true, publicKeys };
    const token = await new SignJWT({ lwicontexts: JSON.stringify({ tier: 'gold' }) })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('https://portal.example')
      .setSubject('mia')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(await gateway.widget({ authentication }), { token });
    await gateway.assign(customer.conversationId, agentId);
    await eventually(() => {
      expect(desk.all('conversation').at(-1)?.conversation.context).toEqual({ tier: 'gold' });
    });
    await eventually(() => {
      expect(customer.caller.all('conversation').at(-1)?.conversation.agent).not.toBeNull();
    });
    expect(JSON.stringify(customer.caller.frames)).not.toContain('gold');
    const facts = await gateway.database.query(`select data from outbox where aggregate_id = $1`, [
      customer.conversationId,
    ]);
    expect(facts.length).toBeGreaterThan(0);
    expect(JSON.stringify(facts)).not.toContain('gold');
  });
});
