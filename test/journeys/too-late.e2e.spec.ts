import { eventually } from '@rejoin/testing';
import { texts, type Agent, type Served } from './people';
import { inAWorld } from './world';

describe('a customer who returns too late', () => {
  const world = inAWorld();

  const quick = { timeLimitSeconds: 2, extension: { times: 1, seconds: 2 } };

  async function expired(anna: Agent, customer: Served): Promise<void> {
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot).toMatchObject({
        state: 'wrap-up',
        reason: 'CustomerDisconnectedOrLeftActiveConversation',
      }),
    );
  }

  it('finds the Redirect URL, and the agent is free again by the wrap-up rule', async () => {
    const shop = await world().shop({ reconnect: { ...quick, redirectUrl: 'https://portal.example/sorry' } });
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(async () =>
      expect(await world().told('routing', customer.conversationId)).toContain('CapacityHeld'),
    );
    await expired(anna, customer);
    await eventually(async () => expect(await world().used(anna)).toBe(0));
    expect(await world().told('routing', customer.conversationId)).toEqual([
      'ConversationQueued',
      'AgentAssigned',
      'CapacityHeld',
      'ConversationWrappedUp',
      'CapacityReleased',
    ]);
    customer.cutter.restore();
    await eventually(() =>
      expect(customer.tooLate).toEqual([
        { name: 'window-expired', redirectUrl: 'https://portal.example/sorry', unsent: [] },
      ]),
    );
  });

  it('is offered a new chat without one, and unsent messages go there', async () => {
    const shop = await world().shop({ reconnect: quick });
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    const unsent = customer.chat.send('are you still there?');
    unsent.catch(() => undefined);
    await expired(anna, customer);
    customer.cutter.restore();
    await eventually(() =>
      expect(customer.tooLate).toMatchObject([{ redirectUrl: null, unsent: ['are you still there?'] }]),
    );
    const next = await customer.chat.start();
    expect(next.conversationId).not.toBe(customer.conversationId);
    for (const text of customer.chat.takeUnsent()) await customer.chat.send(text);
    await eventually(() => expect(texts(customer.chat.entries)).toContain('are you still there?'));
  });

  it('is not too late in a window that the agent extended', async () => {
    const shop = await world().shop({
      reconnect: { timeLimitSeconds: 10, extension: { times: 1, seconds: 60 } },
    });
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.extend(customer.conversationId);
    await eventually(() => expect(anna.desk.secondsLeft(customer.conversationId)).toBeGreaterThan(20));
    await expect(anna.desk.extend(customer.conversationId)).rejects.toMatchObject({
      name: 'no-extension-left',
    });
    customer.cutter.restore();
    await eventually(() => expect(customer.reconnected).toHaveLength(1));
  });

  it('sees that the agent pressed End in the meantime', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.end(customer.conversationId);
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot).toMatchObject({
        state: 'wrap-up',
        reason: 'ConversationEndedByAgent',
        window: null,
      }),
    );
    customer.cutter.restore();
    await eventually(() => expect(customer.tooLate).toMatchObject([{ name: 'conversation-ended' }]));
  });

  it('sees that the agent stopped waiting', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await expect(anna.desk.giveUp(customer.conversationId)).rejects.toMatchObject({ name: 'no-window' });
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.giveUp(customer.conversationId);
    await eventually(async () => expect(await world().used(anna)).toBe(0));
    customer.cutter.restore();
    await eventually(() => expect(customer.tooLate).toMatchObject([{ name: 'conversation-ended' }]));
  });

  it('has lost the place in the queue after the open hold', async () => {
    const shop = await world().shop({ workstream: { openHoldSeconds: 2 } });
    const customer = await world().customer(shop);
    const { conversationId } = await customer.chat.start();
    customer.cutter.cut();
    await eventually(async () =>
      expect(await world().told('routing', conversationId)).toContain('ConversationParked'),
    );
    await eventually(async () =>
      expect(await world().told('routing', conversationId)).toContain('ConversationClosed'),
    );
    customer.cutter.restore();
    await eventually(() => expect(customer.tooLate).toMatchObject([{ name: 'window-expired' }]));
  });
});
