import { eventually } from '@rejoin/testing';
import { texts } from './people';
import { inAWorld } from './world';

describe('the agent of an away customer', () => {
  const world = inAWorld();

  it('refreshes or crashes inside the window, and keeps the whole state', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await customer.chat.send('hello');
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    anna.cutter.cut();
    const again = world().desk(await world().cutter(1));
    await again.open(anna.token);
    await eventually(() => {
      expect(again.conversation(customer.conversationId)?.snapshot).toMatchObject({
        slotHeld: true,
        customer: { status: 'away' },
      });
      expect(texts(again.conversation(customer.conversationId)?.transcript.entries ?? [])).toEqual(['hello']);
    });
    customer.cutter.restore();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(anna.agentId));
    expect(await world().used(anna)).toBe(1);
  });

  it('is shown as disconnected, and then as connected again, to a connected customer', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    anna.cutter.cut();
    await eventually(() => expect(customer.chat.conversation?.agent).toMatchObject({ connected: false }));
    anna.cutter.restore();
    await eventually(() => expect(customer.chat.conversation?.agent).toMatchObject({ connected: true }));
    const codes = customer.chat.entries.map(({ code }) => code);
    expect(codes.filter((code) => code === 'agent-lost' || code === 'agent-back')).toEqual([
      'agent-lost',
      'agent-back',
    ]);
  });

  it('closes the tab: the conversation waits for its customer, then goes to an agent with free capacity', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.customer.status).toBe('away'),
    );
    await anna.desk.closeTab(customer.conversationId);
    await eventually(async () => expect(await world().used(anna)).toBe(0));
    await anna.desk.setPresence('do-not-disturb');
    const ben = await world().agent(shop, 'ben');
    expect(await world().used(ben)).toBe(0);
    customer.cutter.restore();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(ben.agentId));
    expect(await world().used(ben)).toBe(1);
  });

  it('is disconnected for longer than the grace period: the customer returns to another agent, with the whole transcript', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { graceSeconds: 1 });
    const customer = await world().served(shop, anna);
    await customer.chat.send('my story');
    customer.cutter.cut();
    anna.cutter.cut();
    await eventually(async () =>
      expect(await world().told('routing', customer.conversationId)).toContain('ConversationRequeued'),
    );
    await eventually(async () => expect(await world().used(anna)).toBe(0));
    const ben = await world().agent(shop, 'ben');
    customer.cutter.restore();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(ben.agentId));
    await eventually(() =>
      expect(texts(ben.desk.conversation(customer.conversationId)?.transcript.entries ?? [])).toEqual([
        'my story',
      ]),
    );
  });

  it('is busy at the return and keeps the customer: presence affects new work only', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.setPresence('busy');
    customer.cutter.restore();
    await eventually(() =>
      expect(customer.chat.conversation).toMatchObject({ agent: { agentId: anna.agentId }, slotHeld: false }),
    );
  });

  it('transfers the away customer, including the hold', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    const ben = await world().agent(shop, 'ben');
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.slotHeld).toBe(true),
    );
    await anna.desk.transfer(customer.conversationId, ben.agentId);
    await eventually(() =>
      expect(ben.desk.conversation(customer.conversationId)?.snapshot?.slotHeld).toBe(true),
    );
    expect([await world().used(anna), await world().used(ben)]).toEqual([0, 1]);
    customer.cutter.restore();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(ben.agentId));
  });

  it('receives no further work while the slot is held, and one conversation when it is free', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { maxUnits: 1 });
    const away = await world().served(shop, anna);
    away.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(away.conversationId)?.snapshot?.slotHeld).toBe(true),
    );
    const waiting = await Promise.all([0, 1].map((gateway) => world().customer(shop, { gateway })));
    await Promise.all(waiting.map(({ chat }) => chat.start()));
    await eventually(() =>
      expect(waiting.every(({ chat }) => chat.entries.some(({ code }) => code === 'queued'))).toBe(true),
    );
    expect(waiting.map(({ chat }) => chat.conversation?.state)).toEqual(['open', 'open']);
    await anna.desk.giveUp(away.conversationId);
    await eventually(() =>
      expect(waiting.filter(({ chat }) => chat.conversation?.state === 'active')).toHaveLength(1),
    );
    expect(await world().used(anna)).toBe(1);
  });

  it('has the slot free again when the chat is closed', async () => {
    const shop = await world().shop({ workstream: { wrapUpRule: 'always-block' } });
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await customer.chat.endChat();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.state).toBe('wrap-up'),
    );
    expect(await world().used(anna)).toBe(1);
    await anna.desk.closeConversation(customer.conversationId);
    await eventually(async () => expect(await world().used(anna)).toBe(0));
    expect((await world().told('routing', customer.conversationId)).slice(-2).sort()).toEqual([
      'CapacityReleased',
      'ConversationClosed',
    ]);
  });

  it('signs out only after consent that live conversations return to the queue', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await expect(anna.desk.signOut({ confirm: false })).rejects.toMatchObject({ name: 'live-conversations' });
    await anna.desk.signOut({ confirm: true });
    await eventually(() => expect(customer.chat.conversation).toMatchObject({ state: 'open', agent: null }));
  });
});
