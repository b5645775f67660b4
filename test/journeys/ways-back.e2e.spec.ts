import { linkSecretOf, newSecret } from '@rejoin/client';
import { eventually } from '@rejoin/testing';
import { memory, texts, type Agent, type Served } from './people';
import { origin } from './portal';
import type { Shop } from './shop';
import { inAWorld } from './world';

describe('the ways to reconnect', () => {
  const world = inAWorld();

  /** The agent sends the quick reply with the slug. The customer's page shows the link. */
  async function linkFor(shop: Shop, anna: Agent, customer: Served): Promise<string> {
    await anna.desk.sendQuickReply(customer.conversationId, shop.linkReply);
    await eventually(() => expect(customer.chat.entries.some((entry) => entry.link?.url)).toBe(true));
    const url = customer.chat.entries.findLast((entry) => entry.link?.url)?.link?.url;
    if (!url) throw new Error('no link');
    return url;
  }

  async function awayFrom(anna: Agent, customer: Served): Promise<void> {
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
  }

  describe('by link', () => {
    it('returns the customer on another device, with the whole transcript', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna);
      const url = await linkFor(shop, anna, laptop);
      expect(url).toMatch(new RegExp(`^${origin}/help#\\?oc\\.reconnectid=`));
      await awayFrom(anna, laptop);

      const phone = await world().customer(shop, { gateway: 1 });
      await phone.chat.reconnectByLink(url);
      await eventually(() => expect(texts(phone.chat.entries)).toHaveLength(1));
      await eventually(() =>
        expect(phone.chat.conversation).toMatchObject({
          agent: { agentId: anna.agentId },
          customer: { epoch: 2 },
        }),
      );
      const back = (await world().facts('session_gateway', laptop.conversationId)).find(
        ({ type }) => type === 'CustomerReconnected',
      );
      expect(back?.data).toMatchObject({ way: 'link', newDevice: true });

      laptop.cutter.restore();
      await eventually(() => expect(laptop.chat.status.phase).toBe('superseded'));
    });

    it('works once, and the customer gets another one for the next restart', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna);
      const url = await linkFor(shop, anna, laptop);
      await awayFrom(anna, laptop);
      const phone = await world().customer(shop);
      await phone.chat.reconnectByLink(url);

      const thief = await world().customer(shop);
      await expect(thief.chat.reconnectByLink(url)).rejects.toMatchObject({ name: 'denied' });
      await eventually(() =>
        expect(phone.chat.entries.some((entry) => entry.code === 'reconnect-link')).toBe(true),
      );
      const successor = phone.chat.entries.findLast((entry) => entry.link?.url)?.link?.url ?? '';
      expect(successor).not.toBe(url);
      const tablet = await world().customer(shop, { gateway: 1 });
      await expect(tablet.chat.reconnectByLink(successor)).resolves.toMatchObject({
        conversationId: laptop.conversationId,
      });
    });

    it('is redeemed by one of two devices that open it at the same moment', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna);
      const url = await linkFor(shop, anna, laptop);
      await awayFrom(anna, laptop);
      const devices = await Promise.all([0, 1].map((gateway) => world().customer(shop, { gateway })));
      const outcomes = await Promise.allSettled(devices.map((device) => device.chat.reconnectByLink(url)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('takes over from a device that is still connected, and notifies it', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna);
      const url = await linkFor(shop, anna, laptop);
      const phone = await world().customer(shop, { gateway: 1 });
      await phone.chat.reconnectByLink(url);
      await eventually(() => expect(laptop.chat.status.phase).toBe('superseded'));
      await eventually(() =>
        expect(
          anna.desk
            .conversation(laptop.conversationId)
            ?.transcript.entries.some((e) => e.code === 'customer-elsewhere'),
        ).toBe(true),
      );
      expect(await world().told('reconnection_timer', laptop.conversationId)).toEqual([]);
    });

    it('is shown to agents as a placeholder, and is stored in no table and no fact', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna);
      const secret = linkSecretOf(await linkFor(shop, anna, laptop));
      expect(secret).toBeTruthy();
      await eventually(() =>
        expect(texts(anna.desk.conversation(laptop.conversationId)?.transcript.entries ?? [])).toEqual([
          'Come back with {ReconnectUrl{ReconnectID}}',
        ]),
      );
      const signature = secret?.split('.').at(-1) ?? '';
      const found = await world().sql<{ n: number }>(
        `select (select count(*) from session_gateway.entries where entries::text like '%' || $1 || '%')
           + (select count(*) from session_gateway.links where links::text like '%' || $1 || '%')
           + (select count(*) from session_gateway.outbox where outbox::text like '%' || $1 || '%')::int as n`,
        [signature],
      );
      expect(Number(found[0]?.n)).toBe(0);
    });

    it('is refused where reconnection is switched off', async () => {
      const shop = await world().shop({ reconnect: { enabled: false } });
      const anna = await world().agent(shop, 'anna');
      const customer = await world().served(shop, anna);
      await expect(anna.desk.sendQuickReply(customer.conversationId, shop.linkReply)).rejects.toMatchObject({
        name: 'reconnection-off',
      });
      await anna.desk.send(customer.conversationId, 'no link here');
      await eventually(() => expect(texts(customer.chat.entries)).toEqual(['no link here']));
    });
  });

  describe('by prompt', () => {
    it('offers a signed-in customer the away chat on any device, and continues it', async () => {
      const shop = await world().shop({ signedIn: true });
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna, { subject: 'zoe' });
      await laptop.chat.send('I am Zoe');
      await awayFrom(anna, laptop);
      const phone = await world().customer(shop, { subject: 'zoe', gateway: 1 });
      const { conversations } = await phone.chat.listReconnectable();
      expect(conversations).toMatchObject([{ conversationId: laptop.conversationId, lastText: 'I am Zoe' }]);
      await expect(phone.chat.start()).rejects.toMatchObject({ name: 'reconnect-available' });
      await phone.chat.continueConversation(laptop.conversationId);
      await eventually(() => expect(texts(phone.chat.entries)).toEqual(['I am Zoe']));
    });

    it('starts a new chat instead, and frees the old agent at once', async () => {
      const shop = await world().shop({ signedIn: true, workstream: { wrapUpRule: 'always-block' } });
      const anna = await world().agent(shop, 'anna');
      const laptop = await world().served(shop, anna, { subject: 'zoe' });
      await awayFrom(anna, laptop);
      expect(await world().used(anna)).toBe(1);
      await anna.desk.setPresence('busy');
      const phone = await world().customer(shop, { subject: 'zoe' });
      const started = await phone.chat.start({ startNew: true });
      expect(started).toMatchObject({ created: true });
      expect(started.conversationId).not.toBe(laptop.conversationId);
      await eventually(async () => expect(await world().used(anna)).toBe(0));
    });

    it('shows nothing to another customer', async () => {
      const shop = await world().shop({ signedIn: true });
      const anna = await world().agent(shop, 'anna');
      const zoe = await world().served(shop, anna, { subject: 'zoe' });
      await awayFrom(anna, zoe);
      const max = await world().customer(shop, { subject: 'max' });
      await expect(max.chat.listReconnectable()).resolves.toMatchObject({ conversations: [] });
      await expect(max.chat.continueConversation(zoe.conversationId)).rejects.toMatchObject({
        name: 'denied',
      });
    });

    it('returns the live chat when a start is requested on another device', async () => {
      const shop = await world().shop({ signedIn: true });
      const laptop = await world().customer(shop, { subject: 'zoe' });
      const first = await laptop.chat.start();
      const phone = await world().customer(shop, { subject: 'zoe', gateway: 1 });
      await expect(phone.chat.start()).resolves.toEqual({ ...first, created: false });
      await eventually(() => expect(laptop.chat.status.phase).toBe('superseded'));
    });
  });

  describe('two tabs of one customer', () => {
    it('share the chat, which is away only when the last tab is gone', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const storage = memory();
      const one = await world().served(shop, anna, { storage });
      const two = await world().customer(shop, { storage, gateway: 1 });
      await two.chat.restore();
      await one.chat.send('from one');
      await eventually(() => expect(texts(two.chat.entries)).toEqual(['from one']));
      one.cutter.cut();
      await two.chat.send('from two');
      expect(anna.desk.conversation(one.conversationId)?.snapshot?.customer).toMatchObject({
        status: 'connected',
        epoch: 1,
      });
      two.cutter.cut();
      await eventually(() =>
        expect(anna.desk.conversation(one.conversationId)?.snapshot?.customer.status).toBe('away'),
      );
    });
  });

  describe('a wrong, foreign or invented secret', () => {
    it('is denied like an unknown conversation, and changes neither window, capacity nor owner', async () => {
      const shop = await world().shop();
      const other = await world().shop();
      const anna = await world().agent(shop, 'anna');
      const owner = await world().served(shop, anna);
      const url = await linkFor(shop, anna, owner);
      await awayFrom(anna, owner);
      const before = await world().told('reconnection_timer', owner.conversationId);

      const genuine = linkSecretOf(url) ?? '';
      const [linkId] = genuine.split('.');
      const stranger = await world().customer(shop);
      const elsewhere = await world().customer(other);
      const attempts = await Promise.allSettled([
        stranger.chat.reconnectByLink(`${linkId}.${newSecret()}`),
        stranger.chat.reconnectByLink(`unknown.${newSecret()}`),
        elsewhere.chat.reconnectByLink(genuine),
      ]);
      for (const attempt of attempts)
        expect(attempt).toMatchObject({ status: 'rejected', reason: { name: 'denied' } });
      expect(await world().told('reconnection_timer', owner.conversationId)).toEqual(before);
      expect(await world().used(anna)).toBe(1);
      owner.cutter.restore();
      await eventually(() => expect(owner.reconnected).toHaveLength(1));
    });
  });
});
