import { seal, type WidgetSettings } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { start } from '../test-socket.fixture';
import { GatewayFixture } from '../gateway.fixture';
import { readSession } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';
import { origin, widgetDefaults } from '../widget.fixture';

describe('a signed-in customer', () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let token: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(publicKey), expiresAt: null }];
    widgetId = await gateway.widget({
      authentication: { ...widgetDefaults.authentication, required: true, publicKeys },
    });
    token = await new SignJWT({ name: 'Mia Martin' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(origin)
      .setSubject('mia')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  });
  afterAll(() => gateway.stop());

  it("has the portal's name at the desk, whatever the page sends", async () => {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const { caller, conversationId } = await gateway.customer(widgetId, { token, name: 'Somebody else' });
    await gateway.assign(conversationId, agentId);
    await eventually(() => {
      const [last] = desk.all('conversation').slice(-1);
      expect(last?.conversation.customer.name).toBe('Mia Martin');
    });
    await caller.ask({ type: 'close' });
    await gateway.until(conversationId, ({ sealed }) => sealed !== null);
  });

  it('who is away and starts a new conversation ends the old one first, and need not wait for its fact', async () => {
    const sealed: unknown[] = [];
    await gateway.timer.answer(seal, (request) => {
      sealed.push(request);
      return { at: new Date().toISOString(), already: false };
    });
    const { caller, conversationId } = await gateway.customer(widgetId, { token });
    caller.leave();
    await gateway.until(conversationId, ({ status }) => status === 'away');

    const again = await gateway.call('/v1/chat');
    expect(await again.refusal(start(widgetId, { token }))).toBe('reconnect-available');
    expect(sealed).toEqual([]);

    const anew = await gateway.call('/v1/chat');
    const fresh = await anew.ask(start(widgetId, { token, startNew: true }));
    expect(fresh).toMatchObject({ type: 'resumed', created: true, epoch: 1 });
    expect(fresh).not.toMatchObject({ conversationId });
    expect(sealed).toEqual([{ conversationId, by: 'customer', agentId: null, reason: 'started-new' }]);

    // The timer's fact has not arrived, so the old conversation is still away, but the customer is not asked to
    // continue it.
    expect(await readSession(gateway.database, conversationId)).toMatchObject({ sealed: null });
    const listed = await gateway.http('POST', `/v1/widgets/${widgetId}/reconnectable`, { body: { token } });
    expect(listed.json['conversations']).toEqual([]);
  });

  it('cannot start in an inactive workstream, which keeps its live conversations', async () => {
    const workstreamId = newId();
    await gateway.changeWorkstream(workstreamId, {});
    const shop = await gateway.widget({ ...(await settingsOf(widgetId)), workstreamId });
    const { conversationId, resume } = await gateway.customer(shop, { token });
    await gateway.changeWorkstream(workstreamId, { active: false });

    const sealed: unknown[] = [];
    await gateway.timer.answer(seal, (request) => {
      sealed.push(request);
      return { at: new Date().toISOString(), already: false };
    });
    const anew = await gateway.call('/v1/chat');
    expect(await anew.refusal(start(shop, { token, startNew: true }))).toBe('widget-inactive');
    expect(sealed).toEqual([]);
    const tab = await gateway.call('/v1/chat');
    expect(await tab.ask(resume)).toMatchObject({ type: 'resumed', conversationId });

    const open = await gateway.widget({ workstreamId });
    expect(await (await gateway.call('/v1/chat')).refusal(start(open))).toBe('widget-inactive');
    await gateway.changeWorkstream(workstreamId, { active: true });
    expect((await (await gateway.call('/v1/chat')).ask(start(open))).type).toBe('resumed');
  });

  async function settingsOf(id: string): Promise<Partial<WidgetSettings>> {
    return (await gateway.replica().app.get(SettingsStore).widget(id)) ?? {};
  }
});
