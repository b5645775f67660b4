import { blockLimits, type AccessLog, type Blocks } from '@rejoin/contracts';
import { newId, newSecret } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { GatewayFixture } from '../../gateway.fixture';
import { start } from '../../test-socket.fixture';
import { EndConversation } from '../../use-cases/end-conversation';
import { ApplyRetention } from '../../use-cases/apply-retention';
import { widgetDefaults } from '../../widget.fixture';

const reason = 'Insulted Anna about her accent';

describe('a blocked customer', () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let key: CryptoKey;
  let supervisor: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
    widgetId = await gateway.widget({ authentication: { ...widgetDefaults.authentication, publicKeys } });
    supervisor = await gateway.token({ roles: ['supervisor'], accountId: 'sam', displayName: 'Sam' });
  });
  afterAll(() => gateway.stop());

  const signedAs = (subject: string) =>
    new SignJWT({ name: 'Mia Berg' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('https://portal.example')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);

  const call = async <T>(method: string, path: string, body?: object, as = supervisor) => {
    const options = { headers: { authorization: `Bearer ${as}` }, ...(body ? { body } : {}) };
    const { status, json } = await gateway.http(method, `/v1/supervisor/${path}`, options);
    return { status, name: json['name'], json: json as unknown as T };
  };
  const listed = async () => (await call<Blocks>('GET', 'blocks?limit=200')).json.items;
  const blockOf = async (conversationId: string) =>
    (await listed()).find((one) => one.conversationId === conversationId);

  /** What becomes of a new chat: `created`, or the name of the refusal. */
  async function begins(more: object, { replica = 0, address = '127.0.0.1', at = widgetId } = {}) {
    const caller = await gateway.call('/v1/chat', undefined, replica, address);
    const answer = await caller.ask(start(at, more));
    return answer.type === 'refused' ? answer.name : 'created';
  }

  async function served(more: object = { browser: newSecret() }) {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(widgetId, more);
    const { conversationId } = customer;
    await gateway.assign(conversationId, agentId);
    return { ...customer, agentId, desk, more, block: { type: 'block', conversationId, hours: 24 } };
  }
  const facts = (conversationId: string) =>
    gateway.database.query<{ type: string; data: Record<string, unknown> }>(
      `select type, data from outbox where family = 'customer-block' and data->>'conversationId' = $1 order by version`,
      [conversationId],
    );

  it('is ended like any other, and gets no new chat at any gateway, unlike another browser', async () => {
    const { caller, conversationId, desk, block, more } = await served();
    expect(await desk.ask({ ...block, reason })).toMatchObject({ type: 'ack' });
    await eventually(() =>
      expect(caller.all('conversation').at(-1)?.conversation.ended).toEqual({ by: 'agent', reason: 'ended' }),
    );
    await gateway.until(conversationId, ({ sealed }) => sealed !== null);
    for (const replica of [0, 1]) {
      expect(await begins(more, { replica })).toBe('widget-inactive');
      expect(await begins({ ...more, startNew: true }, { replica })).toBe('widget-inactive');
      expect(await begins({ browser: newSecret() }, { replica })).toBe('created');
      expect(await begins({}, { replica })).toBe('created');
    }
    expect(JSON.stringify(caller.frames)).not.toMatch(/block|accent/);
  });

  it('is closed in every tab, and none of them can write or resume any more', async () => {
    const { caller, desk, block, resume } = await served();
    const tab = await gateway.call('/v1/chat', undefined, 1);
    await tab.ask(resume);
    await desk.ask(block);
    for (const one of [caller, tab])
      expect(await one.refusal({ type: 'send', text: 'Still here' })).toBe('conversation-ended');
    await eventually(async () =>
      expect(await (await gateway.call('/v1/chat')).refusal(resume)).toBe('conversation-ended'),
    );
  });

  it('who is signed in is recognised on every device by the subject, and no one else in the same browser', async () => {
    const [subject, other] = [newId(), newId()];
    const browser = newSecret();
    const { desk, block } = await served({ browser, token: await signedAs(subject) });
    await desk.ask(block);
    const token = await signedAs(subject);
    await eventually(async () => expect(await begins({ token })).toBe('widget-inactive'));
    expect(await begins({ token, browser: newSecret() }, { replica: 1 })).toBe('widget-inactive');
    expect(await begins({ token: await signedAs(other), browser })).toBe('created');
    expect(await begins({ browser })).toBe('created');
  });

  it('loses the other chats too: of the same browser, and of the same person at another widget', async () => {
    const browser = newSecret();
    const first = await served({ browser });
    const second = await gateway.customer(widgetId, { browser });
    const stranger = await gateway.customer(widgetId, { browser: newSecret() });
    await first.desk.ask(first.block);
    await gateway.until(second.conversationId, ({ sealed }) => sealed?.by === 'system');
    expect(await stranger.caller.refusal({ type: 'send', text: 'Hello' })).toBeUndefined();
  });

  it('loses the chat in which they are blocked, however many others they have', async () => {
    const browser = newSecret();
    for (let i = 0; i < blockLimits.conversationsAtOnce.value; i++)
      await gateway.customer(widgetId, { browser });
    const last = await served({ browser });
    await last.desk.ask(last.block);
    await gateway.until(last.conversationId, ({ sealed }) => sealed?.by === 'agent');
  });

  it('by network address is an hour without chats for the anonymous there, and only if that was chosen', async () => {
    const [home, office] = ['127.0.7.1', '127.0.7.2'];
    const from = async (address: string) => {
      const caller = await gateway.call('/v1/chat', undefined, 0, address);
      return gateway.started(caller, widgetId, { browser: newSecret() });
    };
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const [atHome, atOffice] = [await from(home), await from(office)];
    for (const { conversationId } of [atHome, atOffice]) await gateway.assign(conversationId, agentId);
    const block = { type: 'block', hours: 24 };
    await desk.ask({ ...block, conversationId: atHome.conversationId, address: true });
    await desk.ask({ ...block, conversationId: atOffice.conversationId });
    expect(await begins({ browser: newSecret() }, { address: home })).toBe('widget-inactive');
    expect(await begins({ browser: newSecret() }, { address: office })).toBe('created');
    expect(await begins({ token: await signedAs(newId()) }, { address: home })).toBe('created');
    const keys = await gateway.database.query<{ isAddress: boolean; hours: number }>(
      `select key like 'address:%' as "isAddress",
         round(extract(epoch from k.until - b.made_at) / 3600)::int as hours
       from blocked_keys k join customer_blocks b on b.id = k.block_id where b.conversation_id = $1 order by 1`,
      [atHome.conversationId],
    );
    expect(keys).toEqual([
      { isAddress: false, hours: 24 },
      { isAddress: true, hours: 1 },
    ]);
    const stored = await gateway.database.query(
      `select to_jsonb(c)::text from conversations c union all select to_jsonb(k)::text from blocked_keys k
       union all select to_jsonb(b)::text from customer_blocks b`,
    );
    expect(JSON.stringify(stored)).not.toMatch(/127\.0\.7\./);
  });

  it('whom nothing else recognises is blocked by address, and the address is forgotten with the conversation', async () => {
    const address = '127.0.7.3';
    const caller = await gateway.call('/v1/chat', undefined, 0, address);
    const { conversationId } = await gateway.started(caller, widgetId);
    const hash = () =>
      gateway.database.query<{ hash: string | null }>(
        `select address_hash as hash from conversations where id = $1`,
        [conversationId],
      );
    expect(await hash()).toEqual([{ hash: expect.any(String) }]);
    expect((await call('POST', `conversations/${conversationId}/block`, { hours: 1 })).status).toBe(200);
    expect(await begins({}, { address })).toBe('widget-inactive');
    await gateway.close(conversationId);
    expect(await hash()).toEqual([{ hash: null }]);
  });

  it('can be blocked for a day by the agent who serves, and without an end by supervisors only', async () => {
    const { desk, block, conversationId } = await served();
    const other = await gateway.desk(await gateway.agent());
    expect(await other.refusal(block)).toBe('not-your-conversation');
    expect(await desk.refusal({ ...block, hours: 25 })).toBe('forbidden');
    expect(await desk.refusal({ ...block, hours: null })).toBe('forbidden');
    expect(await blockOf(conversationId)).toBeUndefined();
    const agent = await gateway.token({ roles: ['agent'] });
    const path = `conversations/${conversationId}/block`;
    expect((await call('POST', path, { hours: 1 }, agent)).name).toBe('forbidden');
    expect((await call('GET', 'blocks', undefined, agent)).name).toBe('forbidden');
    expect((await call('POST', path, { hours: null })).status).toBe(200);
    expect(await blockOf(conversationId)).toMatchObject({
      until: null,
      accountName: 'Sam',
      accountId: 'sam',
    });
    await gateway.until(conversationId, ({ sealed }) => sealed?.by === 'supervisor');
    expect((await call('POST', `conversations/${newId()}/block`, { hours: 1 })).name).toBe(
      'not-your-conversation',
    );
  });

  it('is blocked once by the same request, and longer by a later one, never shorter', async () => {
    const { desk, block, conversationId } = await served();
    const path = `conversations/${conversationId}/block`;
    await desk.ask({ ...block, hours: 2 });
    await desk.ask({ ...block, requestId: 'again', hours: 2 - 1 });
    const first = await blockOf(conversationId);
    await call('POST', path, { hours: 48, reason });
    const longer = await blockOf(conversationId);
    expect(longer).toMatchObject({ blockId: first?.blockId, reason, accountId: 'sam' });
    await call('POST', path, { hours: 3 });
    expect(await blockOf(conversationId)).toEqual(longer);
    expect((await facts(conversationId)).map(({ type, data }) => [type, data['until']])).toEqual([
      ['CustomerBlocked', first?.until],
      ['CustomerBlocked', longer?.until],
    ]);
  });

  it('is listed until a supervisor unblocks them, and all of it is recorded without the reason', async () => {
    const { desk, block, conversationId, more } = await served({
      browser: newSecret(),
      name: 'Mia Berg',
    });
    await desk.ask({ ...block, reason: `  ${reason} ` });
    const found = await blockOf(conversationId);
    expect(found).toMatchObject({ customerName: 'Mia Berg', signedIn: false, accountName: 'Anna', reason });
    expect(await begins(more)).toBe('widget-inactive');
    const { blockId } = found!;
    for (let i = 0; i < 2; i++) expect((await call('POST', `blocks/${blockId}/remove`, {})).json).toEqual({});
    expect(await blockOf(conversationId)).toBeUndefined();
    expect(await begins(more)).toBe('created');
    const told = await facts(conversationId);
    expect(told.map(({ type }) => type)).toEqual(['CustomerBlocked', 'CustomerUnblocked']);
    expect(told[0]?.data).toMatchObject({ blockId, by: 'agent', until: found?.until });
    expect(JSON.stringify(told)).not.toContain(reason);
    const admin = await gateway.token({ roles: ['administrator'] });
    const { json } = await gateway.http('GET', `/v1/customers/access-log?conversationId=${conversationId}`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    const { items } = json as unknown as AccessLog;
    expect(items.map(({ what, details }) => ({ what, details }))).toEqual([
      { what: 'unblock', details: { blockId } },
      { what: 'block', details: { blockId, hours: 24 } },
    ]);
  });

  it('is let in when the time is over, by the clock of the database, and the block is deleted', async () => {
    const { desk, block, conversationId, more } = await served();
    await desk.ask(block);
    const pass = (table: string, id: string) =>
      gateway.database.query(
        `update ${table} set until = clock_timestamp() - interval '1 ms'
         where ${id} = (select id from customer_blocks where conversation_id = $1)`,
        [conversationId],
      );
    expect(await begins(more)).toBe('widget-inactive');
    await pass('blocked_keys', 'block_id');
    expect(await begins(more)).toBe('created');
    await pass('customer_blocks', 'id');
    expect(await blockOf(conversationId)).toBeUndefined();
    await gateway.replica().app.get(ApplyRetention).run();
    const rows = await gateway.database.query(`select from customer_blocks where conversation_id = $1`, [
      conversationId,
    ]);
    expect(rows).toEqual([]);
  });

  it('stays blocked when their data are erased, and the reason and the name are erased with them', async () => {
    const { desk, block, conversationId, more } = await served({ browser: newSecret(), name: 'Mia Berg' });
    await desk.ask({ ...block, reason });
    await gateway.closeDaysAgo(conversationId, 0);
    const admin = await gateway.token({ roles: ['administrator'] });
    const erased = await gateway.http('POST', '/v1/customers/erase', {
      body: { customer: { conversationId } },
      headers: { authorization: `Bearer ${admin}` },
    });
    expect(erased.json).toMatchObject({ isDone: true });
    expect(await blockOf(conversationId)).toMatchObject({ reason: null, customerName: null });
    const [row] = await gateway.database.query(
      `select browser_hash as browser from conversations where id = $1`,
      [conversationId],
    );
    expect(row).toEqual({ browser: null });
    expect(await begins(more)).toBe('widget-inactive');
  });

  it('gets no chat that begins at the same time as the block', async () => {
    const { desk, block, more } = await served();
    const starts = [0, 1, 0, 1, 0, 1].map((replica) => begins(more, { replica }));
    await Promise.all([desk.ask(block), ...starts]);
    await eventually(async () => {
      const open = await gateway.database.query(
        `select from conversations where browser_hash = (select browser_hash from conversations where id = $1)
           and session->'sealed' = 'null'::jsonb`,
        [block.conversationId],
      );
      expect(open).toHaveLength(0);
    });
    expect(await begins(more)).toBe('widget-inactive');
  });

  it.each(['agent', 'supervisor'])(
    'is blocked by the %s although the timer cannot be reached, and the conversation is sealed later',
    async (by) => {
      const { desk, block, conversationId, more } = await served();
      const former = gateway.beforeSeal;
      const accounts: (string | undefined)[] = [];
      gateway.beforeSeal = (id) =>
        id === conversationId ? Promise.reject(new Error('no timer')) : Promise.resolve();
      if (by === 'agent') expect(await desk.ask(block)).toMatchObject({ type: 'ack' });
      else await call('POST', `conversations/${conversationId}/block`, { hours: 1 });
      expect(await begins(more)).toBe('widget-inactive');
      gateway.beforeSeal = (id, accountId) => {
        if (id === conversationId) accounts.push(accountId);
        return Promise.resolve();
      };
      await gateway.database.query(
        `update conversations set ending_at = ending_at - interval '1 minute' where id = $1`,
        [conversationId],
      );
      await gateway.replica().app.get(EndConversation).retryEnds();
      await gateway.until(conversationId, ({ sealed }) => sealed?.by === by);
      gateway.beforeSeal = former;
      expect([...new Set(accounts)]).toEqual([by === 'supervisor' ? 'sam' : undefined]);
    },
  );
});
