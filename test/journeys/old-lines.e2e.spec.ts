import { eventually } from '@rejoin/testing';
import { texts, type Agent, type Served } from './people';
import { inAWorld } from './world';

describe('a customer who returns before the old connection has ended', () => {
  const world = inAWorld();

  interface Session {
    readonly epoch: number;
    readonly status: string;
    readonly lines: readonly { incarnation: string }[];
  }

  async function sessionOf({ conversationId }: Served): Promise<Session | undefined> {
    const [row] = await world().sql<{ session: Session }>(
      `select session from session_gateway.conversations where id = $1`,
      [conversationId],
    );
    return row?.session;
  }

  const awayOnDesk = (anna: Agent, { conversationId }: Served) =>
    eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.customer.status).toBe('away'));

  /** All disconnects and returns of the customer that the gateway has recorded. */
  const comings = async ({ conversationId }: Served) =>
    (await world().told('session_gateway', conversationId)).filter((type) => type.startsWith('Customer'));

  const windows = ({ conversationId }: Served) => world().told('reconnection_timer', conversationId);

  describe('in the middle of a long replay', () => {
    const missed = 6_000;

    /**
     * A return from away in which the first entries of the replay have arrived and the connection has then
     * gone silent.
     */
    async function midReplay() {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna', { gateway: 1 });
      const elsewhere = await world().cutter(1);
      const customer = await world().served(shop, anna, { otherGateways: [elsewhere.url] });
      const { conversationId, chat, cutter } = customer;
      for (const line of [cutter, elsewhere]) line.cut();
      await awayOnDesk(anna, customer);
      // This is more than the buffers of the sockets can hold, so the gateway cannot finish before the client
      // reads.
      await world().sql(
        `insert into session_gateway.entries (conversation_id, seq, kind, sender, agent_id, client_id, text, locale, at)
         select $1, (session->>'lastSeq')::bigint + n, 'message', 'agent', $2, 'c' || n, n || repeat(' long', 800), 'en', now()
         from session_gateway.conversations, generate_series(1, $3::int) n where id = $1`,
        [conversationId, anna.agentId, missed],
      );
      await world().sql(
        `update session_gateway.conversations
         set session = session || jsonb_build_object('lastSeq', (session->>'lastSeq')::bigint + $2::int) where id = $1`,
        [conversationId, missed],
      );
      const stop = chat.on('entries', () => cutter.silence());
      cutter.restore();
      await eventually(() => expect(texts(chat.entries).length).toBeGreaterThan(0));
      stop();
      expect(texts(chat.entries).length).toBeLessThan(missed);
      return { anna, customer, elsewhere };
    }

    it('disconnects and returns at once through another gateway: one transcript, one epoch, no further window', async () => {
      const { anna, customer, elsewhere } = await midReplay();
      const { chat, cutter, conversationId } = customer;
      elsewhere.restore();
      chat.probe();
      await anna.desk.send(conversationId, 'meanwhile');
      await eventually(() => expect(texts(chat.entries).at(-1)).toBe('meanwhile'), { timeout: 40_000 });
      // The first gateway still replays to a client that no longer reads.
      expect((await sessionOf(customer))?.lines).toHaveLength(2);
      cutter.restore();
      await eventually(async () =>
        expect(await sessionOf(customer)).toMatchObject({
          epoch: 2,
          status: 'connected',
          lines: [expect.anything()],
        }),
      );

      expect(chat.entries.map(({ seq }) => seq)).toEqual(chat.entries.map((_, i) => i + 1));
      expect(texts(chat.entries).map((text) => text.split(' ')[0])).toEqual([
        ...Array.from({ length: missed }, (_, i) => String(i + 1)),
        'meanwhile',
      ]);
      expect(customer.reconnected).toHaveLength(1);
      expect(await comings(customer)).toEqual(['CustomerDisconnected', 'CustomerReconnected']);
      expect(await windows(customer)).toEqual([
        'ReconnectionWindowOpened',
        'ReconnectRequested',
        'ReconnectAccepted',
      ]);
      expect(anna.desk.conversation(conversationId)?.snapshot).toMatchObject({
        window: null,
        customer: { status: 'connected', epoch: 2 },
      });
    });

    it('disconnects and does not return: that is a disconnect of its own, with its own window', async () => {
      const { anna, customer } = await midReplay();
      customer.cutter.cut();
      await awayOnDesk(anna, customer);
      await eventually(async () =>
        expect((await windows(customer)).filter((type) => type === 'ReconnectionWindowOpened')).toHaveLength(
          2,
        ),
      );
      expect(await comings(customer)).toEqual([
        'CustomerDisconnected',
        'CustomerReconnected',
        'CustomerDisconnected',
      ]);
    });
  });

  describe('when a connection that only seemed open is found dead', () => {
    it('stays connected through the new connection', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna', { gateway: 1 });
      const customer = await world().served(shop, anna);
      customer.cutter.silence();
      const reloaded = await world().customer(shop, { storage: customer.storage, gateway: 1 });
      await reloaded.chat.restore();
      expect((await sessionOf(customer))?.lines).toHaveLength(2);

      customer.chat.leave();
      customer.cutter.cut();
      await eventually(async () =>
        expect(await sessionOf(customer)).toMatchObject({
          epoch: 1,
          status: 'connected',
          lines: [expect.anything()],
        }),
      );
      await reloaded.chat.send('still here');
      expect(anna.desk.conversation(customer.conversationId)?.snapshot).toMatchObject({
        window: null,
        customer: { status: 'connected', epoch: 1 },
      });
      expect(await comings(customer)).toEqual([]);
      expect(await windows(customer)).toEqual([]);
    });

    it('stays connected on the device that took over with a link', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna', { gateway: 1, maxUnits: 2 });
      const laptop = await world().served(shop, anna);
      await anna.desk.sendQuickReply(laptop.conversationId, shop.linkReply);
      const url = await eventually(() => laptop.chat.entries.find(({ link }) => link?.url)?.link?.url);
      // A second customer behind the same proxy as the laptop, whose connection is found dead at the same
      // time.
      const witness = await world().served(shop, anna, { cutter: laptop.cutter });
      laptop.cutter.silence();
      const phone = await world().customer(shop, { gateway: 1 });
      await phone.chat.reconnectByLink(url);

      laptop.chat.leave();
      laptop.cutter.cut();
      await awayOnDesk(anna, witness);
      expect(await sessionOf(laptop)).toMatchObject({
        epoch: 2,
        status: 'connected',
        lines: [expect.anything()],
      });
      await phone.chat.send('still here');
      expect(anna.desk.conversation(laptop.conversationId)?.snapshot).toMatchObject({
        window: null,
        customer: { status: 'connected', epoch: 2 },
      });
      expect(await comings(laptop)).toEqual([]);
      expect(await windows(laptop)).toEqual([]);
      expect(await windows(witness)).toEqual(['ReconnectionWindowOpened']);
    });

    it('is away when no other connection was made in the meantime', async () => {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna', { gateway: 1 });
      const customer = await world().served(shop, anna);
      customer.cutter.silence();
      customer.chat.leave();
      customer.cutter.cut();
      await awayOnDesk(anna, customer);
      await eventually(async () => expect(await windows(customer)).toEqual(['ReconnectionWindowOpened']));
      expect(await comings(customer)).toEqual(['CustomerDisconnected']);
    });
  });

  describe('when the other services receive the disconnect late', () => {
    /**
     * A foreign holder of the lease stops the publication of the gateways' facts until the lease is released.
     * A gateway that held it notices within a second.
     */
    let renewing: NodeJS.Timeout | undefined;
    async function holdNews(): Promise<void> {
      // A lease that ends later than any could is of a server whose clock was ahead, and is taken.
      const renew = () =>
        world().sql(
          `update session_gateway.relay_lease
           set holder = 'nobody', expires_at = clock_timestamp() + interval '5500 ms'`,
        );
      await renew();
      renewing = setInterval(() => void renew(), 500);
      const heldAt = performance.now();
      await eventually(() => performance.now() - heldAt > 2_000);
    }
    const releaseNews = () => {
      clearInterval(renewing);
      return world().sql(`update session_gateway.relay_lease set expires_at = clock_timestamp()`);
    };
    afterEach(releaseNews);

    async function leftUnheard() {
      const shop = await world().shop();
      const anna = await world().agent(shop, 'anna', { gateway: 1 });
      const customer = await world().served(shop, anna);
      await holdNews();
      customer.cutter.cut();
      await eventually(async () => expect((await sessionOf(customer))?.status).toBe('away'));
      expect(await windows(customer)).toEqual([]);
      return { anna, customer };
    }

    it('stays connected, and the window of the disconnect stays decided', async () => {
      const { anna, customer } = await leftUnheard();
      const { chat, cutter, conversationId } = customer;
      cutter.restore();
      await eventually(() => expect(customer.reconnected).toHaveLength(1));
      await releaseNews();
      const told = await world().told('session_gateway', conversationId);
      await eventually(async () =>
        expect(
          await world().sql(
            `select from reconnection_timer.applied_versions
             where family = 'session' and aggregate_id = $1 and version >= $2`,
            [conversationId, told.lastIndexOf('CustomerDisconnected') + 1],
          ),
        ).toHaveLength(1),
      );
      expect(await comings(customer)).toEqual(['CustomerDisconnected', 'CustomerReconnected']);
      expect(await windows(customer)).toEqual([
        'ReconnectionWindowOpened',
        'ReconnectRequested',
        'ReconnectAccepted',
      ]);
      expect(await sessionOf(customer)).toMatchObject({ epoch: 2, status: 'connected' });
      await chat.send('still here');
      await eventually(() =>
        expect(anna.desk.conversation(conversationId)?.snapshot).toMatchObject({
          slotHeld: false,
          window: null,
          customer: { status: 'connected', epoch: 2 },
        }),
      );
      expect(await world().used(anna)).toBe(1);
    });

    it('has a window when they have not returned', async () => {
      const { customer } = await leftUnheard();
      await releaseNews();
      await eventually(async () => expect(await windows(customer)).toEqual(['ReconnectionWindowOpened']));
    });
  });
});
