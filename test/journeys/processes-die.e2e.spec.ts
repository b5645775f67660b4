import { eventually } from '@rejoin/testing';
import { Client } from 'pg';
import { texts } from './people';
import { inAWorldOfItsOwn } from './world';

describe('when processes die', () => {
  const world = inAWorldOfItsOwn();

  const other = () => world().system.gateways[1]?.url ?? '';

  it('customers of a killed gateway return through the other one, and no window opens for them', async () => {
    const shop = await world().shop({ debounceSeconds: 15 });
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna, { otherGateways: [other()] });
    await world().system.gateways[0]?.kill('SIGKILL');
    await customer.chat.send('through the other one');
    await world().system.gateways[0]?.restart();
    await eventually(() =>
      expect(texts(anna.desk.conversation(customer.conversationId)?.transcript.entries ?? [])).toEqual([
        'through the other one',
      ]),
    );
    expect(await world().told('session_gateway', customer.conversationId)).not.toContain(
      'CustomerDisconnected',
    );
  });

  it('customers of a killed gateway who stay away are found by its lease, and their window opens', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna);
    customer.chat.leave();
    const second = await world().served(shop, anna);
    await world().system.gateways[0]?.kill('SIGKILL');
    second.chat.leave();
    await eventually(
      () =>
        expect(anna.desk.conversation(second.conversationId)?.snapshot).toMatchObject({
          slotHeld: true,
          customer: { status: 'away' },
        }),
      { timeout: 30_000 },
    );
    await world().system.gateways[0]?.restart();
    await second.chat.restore();
    await second.chat.send('found and back');
    await eventually(async () => expect(await world().used(anna)).toBe(2));
  });

  it('a gateway that freezes inside a transaction delays only that conversation, and for a short time', async () => {
    const shop = await world().shop({ debounceSeconds: 15 });
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const held = await world().served(shop, anna, { otherGateways: [other()] });
    const neighbour = await world().served(shop, anna, { gateway: 1 });
    const [frozen] = world().system.gateways;
    const holder = new Client({ connectionString: world().system.databases.adminUrl });
    await holder.connect();
    const row = [held.conversationId];
    const sessionsOf = async (application: unknown, condition: string) =>
      (
        await holder.query(
          `select application_name from pg_stat_activity
           where ($1::text is null or application_name = $1) and ${condition}`,
          [application],
        )
      ).rows as { application_name: string }[];
    try {
      await holder.query('begin');
      await holder.query('select 1 from session_gateway.conversations where id = $1 for update', row);
      const sent = held.chat.send('said to the frozen one');
      // It freezes while it waits for the row, and then gets the lock. A wait that is nearly over is left
      // alone.
      const application = await eventually(
        async () => {
          const [waiting] = await sessionsOf(
            null,
            `application_name like 'rejoin-session-gateway-%' and wait_event_type = 'Lock'
             and query_start > clock_timestamp() - interval '300 ms'`,
          );
          if (waiting) process.kill(frozen!.pid, 'SIGSTOP');
          return waiting?.application_name;
        },
        { timeout: 30_000 },
      );
      await holder.query('commit');
      await eventually(async () =>
        expect(await sessionsOf(application, `state = 'idle in transaction'`)).not.toEqual([]),
      );
      await neighbour.chat.send('goes on');
      await anna.desk.send(neighbour.conversationId, 'so do I');
      expect(await sessionsOf(application, `state = 'idle in transaction'`)).not.toEqual([]);
      await sent;
      expect(await sessionsOf(application, 'true')).toEqual([]);
    } finally {
      process.kill(frozen!.pid, 'SIGCONT');
      await holder.end();
    }
  });

  it('a gateway that is restarted sends its customers to another one, and opens no window', async () => {
    const shop = await world().shop({ debounceSeconds: 15 });
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna, { otherGateways: [other()] });
    const restarted = world().system.gateways[0]?.restart();
    await customer.chat.send('said during the restart');
    await restarted;
    expect(await world().told('session_gateway', customer.conversationId)).not.toContain(
      'CustomerDisconnected',
    );
    expect(customer.chat.entries.map(({ seq }) => seq)).toEqual(customer.chat.entries.map((_, i) => i + 1));
  });

  it('a second connection is kept while the gateway of the first one still closes its connections', async () => {
    const shop = await world().shop({ debounceSeconds: 15 });
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const elsewhere = await world().cutter(1);
    const customer = await world().served(shop, anna, { otherGateways: [elsewhere.url] });
    const { chat, conversationId } = customer;
    // A client that does not answer the close frame keeps the gateway waiting.
    const deaf = await world().customer(shop);
    await deaf.chat.start();
    deaf.cutter.silence();
    const restarted = world().system.gateways[0]?.restart();
    await eventually(() => expect(elsewhere.connections).toBeGreaterThan(0));
    await eventually(() => expect(chat.status.phase).toBe('live'));
    const { length } = customer.reconnected;
    elsewhere.drop();
    await anna.desk.send(conversationId, 'from Anna');
    await chat.send('from the customer');
    await eventually(() => expect(customer.reconnected.length).toBeGreaterThan(length));
    await eventually(() => expect(texts(chat.entries)).toHaveLength(2));
    await restarted;
    expect(chat.entries.map(({ seq }) => seq)).toEqual(chat.entries.map((_, i) => i + 1));
    expect([...texts(chat.entries)].sort()).toEqual(['from Anna', 'from the customer']);
    expect(await world().told('session_gateway', conversationId)).not.toContain('CustomerDisconnected');
    expect(await world().told('reconnection_timer', conversationId)).toEqual([]);
    deaf.chat.leave();
    deaf.cutter.cut();
  });

  it('a customer is too late although the timer was down at the deadline and the expiry was not recorded yet', async () => {
    const shop = await world().shop({
      reconnect: { timeLimitSeconds: 5, extension: { times: 1, seconds: 5 } },
    });
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(async () =>
      expect(await world().told('reconnection_timer', customer.conversationId)).toContain(
        'ReconnectionWindowOpened',
      ),
    );
    const [window] = (await world().facts('reconnection_timer', customer.conversationId)).slice(-1);
    await world().system.timer.kill('SIGKILL');
    const deadline = Date.parse(window?.data['deadlineAt'] as string);
    await eventually(() => expect(Date.now()).toBeGreaterThan(deadline));
    expect(await world().told('reconnection_timer', customer.conversationId)).not.toContain(
      'ReconnectExpired',
    );
    await world().system.timer.restart();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot).toMatchObject({
        state: 'wrap-up',
        reason: 'CustomerDisconnectedOrLeftActiveConversation',
      }),
    );
    customer.cutter.restore();
    await eventually(() => expect(customer.tooLate).toHaveLength(1));
  });

  it('an accepted customer who never connects becomes a new disconnect', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const laptop = await world().served(shop, anna);
    await anna.desk.sendQuickReply(laptop.conversationId, shop.linkReply);
    await eventually(() => expect(laptop.chat.getReconnectContext().reconnectId).not.toBeNull());
    const link = laptop.chat.getReconnectContext().reconnectId;
    laptop.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(laptop.conversationId)?.snapshot?.slotHeld).toBe(true),
    );
    // A browser redeems the link over HTTP and dies before it opens its socket.
    const redeemed = await fetch(`${world().system.gateways[1]?.url}/v1/widgets/${shop.name}/redeem`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link, secret: 'A'.repeat(43) }),
    });
    expect(redeemed.status).toBe(200);
    await eventually(
      async () => {
        const disconnects = (await world().facts('session_gateway', laptop.conversationId)).filter(
          ({ type }) => type === 'CustomerDisconnected',
        );
        expect(disconnects.map(({ data }) => data['epoch'])).toEqual([1, 2]);
      },
      { timeout: 40_000 },
    );
  });

  it('every service may be killed while a customer is away: the customer returns to the same agent', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.slotHeld).toBe(true),
    );
    const { config, routing, timer, gateways } = world().system;
    const all = [config, routing, timer, ...gateways];
    await Promise.all(all.map((process) => process.kill('SIGKILL')));
    await Promise.all(all.map((process) => process.restart()));
    customer.cutter.restore();
    await eventually(() => expect(customer.reconnected).toHaveLength(1), { timeout: 30_000 });
    await eventually(() =>
      expect(customer.chat.conversation).toMatchObject({ agent: { agentId: anna.agentId }, slotHeld: false }),
    );
    expect(await world().used(anna)).toBe(1);
  });

  it('facts that were acknowledged while NATS was down are delivered when it is back, also without its data', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna);
    await world().system.nats.stop();
    await customer.chat.send('said without NATS');
    await expect(anna.desk.end(customer.conversationId)).rejects.toMatchObject({ name: 'unavailable' });
    await world().system.nats.wipe();
    await eventually(
      () =>
        expect(texts(anna.desk.conversation(customer.conversationId)?.transcript.entries ?? [])).toEqual([
          'said without NATS',
        ]),
      { timeout: 30_000 },
    );
    await eventually(() => anna.desk.end(customer.conversationId), { timeout: 30_000 });
    await eventually(() => expect(customer.chat.conversation?.ended).toMatchObject({ by: 'agent' }), {
      timeout: 30_000,
    });
  });
});
