import { eventually } from '@rejoin/testing';
import { texts } from './people';
import { inAWorld } from './world';

describe('a customer whose connection broke', () => {
  const world = inAWorld();

  it('returns before a message was sent', async () => {
    const shop = await world().shop({ debounceSeconds: 15 });
    const customer = await world().customer(shop);
    const { conversationId } = await customer.chat.start();
    customer.cutter.drop();
    await customer.chat.send('the first word');
    expect(customer.chat.conversationId).toBe(conversationId);
    expect(customer.chat.entries.map(({ seq }) => seq)).toEqual(customer.chat.entries.map((_, i) => i + 1));
    expect(await world().told('session_gateway', conversationId)).not.toContain('CustomerDisconnected');
  });

  it('returns after the debounce to the same agent, with the missed messages of both sides in order', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    const { conversationId } = customer;
    await customer.chat.send('before');

    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(conversationId)?.snapshot).toMatchObject({
        slotHeld: true,
        customer: { status: 'away' },
        window: { limitSeconds: 60 },
      }),
    );
    expect(anna.desk.secondsLeft(conversationId)).toBeGreaterThan(50);
    await anna.desk.send(conversationId, 'agent 1');
    await anna.desk.send(conversationId, 'agent 2');
    const unsent = [customer.chat.send('customer 1'), customer.chat.send('customer 2')];

    customer.cutter.restore();
    await Promise.all(unsent);
    const all = ['before', 'agent 1', 'agent 2', 'customer 1', 'customer 2'];
    await eventually(() => expect(texts(customer.chat.entries)).toEqual(all));
    await eventually(() => {
      const desk = anna.desk.conversation(conversationId);
      expect(texts(desk?.transcript.entries ?? [])).toEqual(all);
      expect(desk?.snapshot).toMatchObject({
        slotHeld: false,
        window: null,
        customer: { status: 'connected', epoch: 2 },
      });
    });
    expect(await world().used(anna)).toBe(1);
    expect(await world().told('reconnection_timer', conversationId)).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
    ]);
  });

  it('returns while the old connection only seems open, before its loss was detected', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    customer.cutter.silence();
    const phone = await world().customer(shop, { storage: customer.storage, gateway: 1 });
    await phone.chat.restore();
    await phone.chat.send('from the other line');
    await eventually(() =>
      expect(texts(anna.desk.conversation(customer.conversationId)?.transcript.entries ?? [])).toEqual([
        'from the other line',
      ]),
    );
    expect(await world().told('session_gateway', customer.conversationId)).not.toContain(
      'CustomerDisconnected',
    );
  });

  it('receives nothing twice after five disconnects in a row', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await customer.chat.send('once');
    for (let drop = 1; drop <= 5; drop++) {
      customer.cutter.drop();
      await eventually(() => expect(customer.reconnected.length).toBeGreaterThanOrEqual(drop));
    }
    const seqs = customer.chat.entries.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(texts(customer.chat.entries)).toEqual(['once']);
  });

  it('returns after the chat has been idle for hours', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    await world().sql(
      `with aged as (update session_gateway.conversations set started_at = started_at - interval '8 hours' where id = $1)
       update session_gateway.entries set at = at - interval '8 hours' where conversation_id = $1`,
      [customer.conversationId],
    );
    customer.cutter.cut();
    await eventually(async () =>
      expect(await world().told('reconnection_timer', customer.conversationId)).toContain(
        'ReconnectionWindowOpened',
      ),
    );
    customer.cutter.restore();
    await eventually(() => expect(customer.reconnected).toHaveLength(1));
    await customer.chat.send('still here');
  });

  it.each([15, 300, 10_000])('receives %d missed messages, each once and in order', async (missed) => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    const { conversationId } = customer;
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(conversationId)?.snapshot?.customer.status).toBe('away'),
    );
    // Inserts rows as the gateway writes them: ten thousand messages of an agent.
    await world().sql(
      `insert into session_gateway.entries (conversation_id, seq, kind, sender, agent_id, client_id, text, locale, at)
       select $1, (session->>'lastSeq')::bigint + n, 'message', 'agent', $2, 'c' || n, 'line ' || n, 'en', now()
       from session_gateway.conversations, generate_series(1, $3::int) n where id = $1`,
      [conversationId, anna.agentId, missed],
    );
    await world().sql(
      `update session_gateway.conversations
       set session = session || jsonb_build_object('lastSeq', (session->>'lastSeq')::bigint + $2::int) where id = $1`,
      [conversationId, missed],
    );
    customer.cutter.restore();
    await eventually(() => expect(texts(customer.chat.entries)).toHaveLength(missed), { timeout: 30_000 });
    expect(texts(customer.chat.entries)).toEqual(Array.from({ length: missed }, (_, i) => `line ${i + 1}`));
  });
});
