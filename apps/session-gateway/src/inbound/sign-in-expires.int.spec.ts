import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { GatewayFixture } from '../gateway.fixture';
import { widgetDefaults } from '../widget.fixture';

let gateway: GatewayFixture;

beforeAll(async () => {
  gateway = await GatewayFixture.start();
});
afterAll(() => gateway.stop());

describe('a sign-in whose time is over', () => {
  it('opens no desk, and says why', async () => {
    const agentId = await gateway.agent();
    const caller = await gateway.call('/v1/desk');
    const token = await gateway.token({ agentId }, undefined, '-1s');
    expect(await caller.refusal({ type: 'sign-in', token })).toBe('sign-in-expired');
    expect(await caller.closed()).toBe(4401);
  });

  it('closes the desk that it opened, and lets the next sign-in go on where it was', async () => {
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

describe('what a portal says of its customer', () => {
  it('is shown at the desk, and told neither to the customer nor on the bus', async () => {
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
    const told = await gateway.database.query(`select data from outbox where aggregate_id = $1`, [
      customer.conversationId,
    ]);
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain('gold');
  });
});
