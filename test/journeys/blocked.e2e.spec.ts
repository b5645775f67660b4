import { SupervisorClient } from '@rejoin/client';
import { eventually } from '@rejoin/testing';
import { memory, texts, type Agent, type Served } from './people';
import type { Shop } from './shop';
import { inAWorld } from './world';

describe('a blocked customer', () => {
  const world = inAWorld();
  const forADay = { hours: 24, reason: 'Insults' };

  /** The customer learns no more than after the end of any conversation. */
  async function isTold({ tooLate }: Served): Promise<void> {
    await eventually(() => expect(tooLate.map(({ name }) => name)).toEqual(['conversation-ended']));
    expect(JSON.stringify(tooLate)).not.toMatch(/block|insult/i);
  }

  async function linkFor(shop: Shop, anna: Agent, customer: Served): Promise<string> {
    await anna.desk.sendQuickReply(customer.conversationId, shop.linkReply);
    return eventually(() => {
      const url = customer.chat.entries.findLast((entry) => entry.link?.url)?.link?.url;
      expect(url).toBeDefined();
      return url!;
    });
  }

  it('cannot return in the same browser, neither to the conversation nor with a new one', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const storage = memory();
    const customer = await world().served(shop, anna, { storage });
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.blockCustomer(customer.conversationId, forADay);
    customer.cutter.restore();
    await isTold(customer);
    await expect(customer.chat.start()).rejects.toMatchObject({ name: 'widget-inactive' });
    const reloaded = await world().customer(shop, { storage, gateway: 1 });
    expect(reloaded.chat.restore()).toBeUndefined();
    await expect(reloaded.chat.start()).rejects.toMatchObject({ name: 'widget-inactive' });

    const other = await world().customer(shop);
    await expect(other.chat.start()).resolves.toMatchObject({ created: true });
  });

  it('cannot return by a link of the conversation, on any device', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    const url = await linkFor(shop, anna, customer);
    await anna.desk.blockCustomer(customer.conversationId, forADay);
    const phone = await world().customer(shop, { gateway: 1 });
    await expect(phone.chat.reconnectByLink(url)).rejects.toMatchObject({ name: 'conversation-ended' });
    expect(phone.chat.conversationId).toBeNull();
    expect(texts(phone.chat.entries)).toEqual([]);
  });

  it('is offered nothing by the prompt when signed in, on any device, until a supervisor unblocks them', async () => {
    const shop = await world().shop({ signedIn: true });
    const anna = await world().agent(shop, 'anna');
    const laptop = await world().served(shop, anna, { subject: 'zoe' });
    const phone = await world().customer(shop, { subject: 'zoe', gateway: 1 });
    const { conversations } = await phone.chat.listReconnectable({ connected: true });
    expect(conversations).toMatchObject([{ conversationId: laptop.conversationId }]);
    await anna.desk.blockCustomer(laptop.conversationId, forADay);
    await expect(phone.chat.continueConversation(laptop.conversationId)).rejects.toMatchObject({
      name: 'conversation-ended',
    });
    await eventually(async () =>
      expect((await phone.chat.listReconnectable({ connected: true })).conversations).toEqual([]),
    );
    for (const startNew of [false, true])
      await expect(phone.chat.start({ startNew })).rejects.toMatchObject({ name: 'widget-inactive' });

    const max = await world().customer(shop, { subject: 'max' });
    await expect(max.chat.start()).resolves.toMatchObject({ created: true });

    const { token } = await anna.desk.authenticate({ login: 'sam@demo', password: 'rejoin-demo' });
    const supervisor = new SupervisorClient({ endpoints: [world().system.gateways[0]!.url], token });
    const { items } = await supervisor.blocks({ limit: 100 });
    const block = items.find(({ conversationId }) => conversationId === laptop.conversationId);
    expect(block).toMatchObject({ reason: 'Insults', signedIn: true });
    await supervisor.unblock(block?.blockId ?? '');
    await expect(phone.chat.start()).resolves.toMatchObject({ created: true });
  });
});
