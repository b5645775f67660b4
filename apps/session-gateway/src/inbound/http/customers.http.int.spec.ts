import {
  closeConversation,
  type AccessLog,
  type CustomerConversations,
  type ErasedCustomer,
  type History,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { GatewayFixture } from '../../gateway.fixture';
import { AddToHistory } from '../../use-cases/add-to-history';
import { ApplyRetention } from '../../use-cases/apply-retention';
import { widgetDefaults } from '../../widget.fixture';

const issuer = 'https://portal.example';

describe('the data of a customer', () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let key: CryptoKey;
  let token: string;
  /** Conversations that routing was asked to close. */
  const closing = new Set<string>();

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
    widgetId = await gateway.widget({ authentication: { ...widgetDefaults.authentication, publicKeys } });
    token = await gateway.token({ roles: ['administrator'], accountId: 'admin' });
    await gateway.routing.answer(closeConversation, async ({ conversationId }) => {
      closing.add(conversationId);
      const at = new Date().toISOString();
      const data = { conversationId, workstreamId: 's1', reason: 'ClosedByAgent', at } as const;
      await gateway.routing.publish({ type: 'ConversationClosed', data });
      return {};
    });
  });
  afterAll(() => gateway.stop());

  const call = async <T>(method: string, path: string, body?: object, as = token) => {
    const options = { headers: { authorization: `Bearer ${as}` }, ...(body ? { body } : {}) };
    const { status, json } = await gateway.http(method, `/v1/customers/${path}`, options);
    return { status, name: json['name'], json: json as unknown as T };
  };
  const list = async (customer: object) =>
    (await call<CustomerConversations>('POST', 'conversations', { customer })).json.items;
  const erase = (customer: object, end = false) =>
    call<ErasedCustomer>('POST', 'erase', { customer, ...(end ? { end } : {}) });
  const log = async (query = '') => (await call<AccessLog>('GET', `access-log${query}`)).json.items;

  async function chat(subject?: string) {
    const signed =
      subject === undefined
        ? undefined
        : await new SignJWT({ name: 'Mia Berg', lwicontexts: JSON.stringify({ order: 'RJ-77' }) })
            .setProtectedHeader({ alg: 'ES256' })
            .setIssuer(issuer)
            .setSubject(subject)
            .setIssuedAt()
            .setExpirationTime('5m')
            .sign(key);
    const customer = await gateway.customer(widgetId, { name: 'Mia Berg', token: signed, startNew: true });
    expect((await customer.caller.ask({ type: 'send', text: 'My parcel is lost' })).type).toBe('ack');
    return customer;
  }
  async function past(subject?: string) {
    const customer = await chat(subject);
    await gateway.closeDaysAgo(customer.conversationId, 0);
    return customer;
  }

  /** Everything that the gateway stores about a conversation, in every table that has one. */
  async function everything(conversationId: string): Promise<string> {
    const tables = await gateway.database.query<{ name: string; column: string }>(
      `select table_name as name, column_name as column from information_schema.columns
       where table_schema = current_schema() and (column_name in ('conversation_id', 'aggregate_id')
         or (table_name in ('conversations', 'past_conversations') and column_name = 'id'))`,
    );
    expect(tables.length).toBeGreaterThan(8);
    const rows = await gateway.database.query(
      tables
        .map(
          ({ name, column }) =>
            `select '${name}' as t, to_jsonb(x)::text from ${name} x where ${column} = $1`,
        )
        .join(' union all '),
      [conversationId],
    );
    return JSON.stringify(rows);
  }
  const personal = /Mia|RJ-77|parcel/;

  it('is listed with a block until it is over, which an erasure leaves without its reason', async () => {
    const { conversationId } = await chat(newId());
    const block = async () => (await list({ conversationId }))[0]?.block;
    expect(await block()).toBeNull();
    const { status } = await gateway.http('POST', `/v1/supervisor/conversations/${conversationId}/block`, {
      headers: {
        authorization: `Bearer ${await gateway.token({ roles: ['supervisor'], accountId: 'sue' })}`,
      },
      body: { hours: 2, reason: 'Insults of Mia' },
    });
    expect(status).toBe(200);
    const made = await block();
    expect(made).toMatchObject({ accountId: 'sue', reason: 'Insults of Mia' });
    expect(Date.parse(made?.until ?? '') - Date.parse(made?.madeAt ?? '')).toBe(2 * 3_600_000);
    await gateway.closeDaysAgo(conversationId, 0);
    await erase({ conversationId });
    expect(await block()).toMatchObject({ blockId: made?.blockId, reason: null });
    await gateway.database.query(
      `update customer_blocks set until = clock_timestamp() where conversation_id = $1`,
      [conversationId],
    );
    expect(await block()).toBeNull();
  });

  it('is listed by the identity, by a conversation, and for an anonymous customer for one conversation', async () => {
    const subject = newId();
    const first = await past(subject);
    const second = await past(subject);
    const stranger = await past();
    const mine = [first.conversationId, second.conversationId];
    const found = await list({ issuer, subject });
    expect(found.map(({ conversationId }) => conversationId)).toEqual(mine);
    expect(found[0]).toMatchObject({
      customerName: 'Mia Berg',
      context: { order: 'RJ-77' },
      state: 'closed',
      signedIn: true,
      isErased: false,
    });
    expect(await list({ conversationId: mine[1] })).toHaveLength(2);
    expect(
      (await list({ conversationId: stranger.conversationId })).map((one) => one.conversationId),
    ).toEqual([stranger.conversationId]);
    expect(await list({ issuer, subject: 'nobody' })).toEqual([]);
    expect(await list({ conversationId: 'nobody' })).toEqual([]);
    const page = await call<CustomerConversations>('POST', 'conversations', {
      customer: { issuer, subject },
      limit: 1,
    });
    expect(page.json.items).toHaveLength(1);
    const next = await call<CustomerConversations>('POST', 'conversations', {
      customer: { issuer, subject },
      cursor: page.json.nextCursor,
    });
    expect(next.json.items.map(({ conversationId }) => conversationId)).toEqual([mine[1]]);
  });

  it('is erased everywhere, for all conversations of the customer, and for nobody else', async () => {
    const subject = newId();
    const mine = [await past(subject), await past(subject)];
    const other = await past(newId());
    const [last] = mine;
    for (const { conversationId } of mine) expect(await everything(conversationId)).toMatch(personal);
    const { json } = await erase({ conversationId: last?.conversationId });
    expect(json).toMatchObject({ open: [], isDone: true });
    expect(json.erased.map(({ entries }) => entries)).toEqual([1, 1]);
    for (const { conversationId, resume } of mine) {
      expect(await everything(conversationId)).not.toMatch(personal);
      const [row] = await gateway.database.query(
        `select subject_hash from conversations where id = $1 union all
         select subject_hash from past_conversations where id = $1`,
        [conversationId],
      );
      expect(row).toEqual({ subject_hash: null });
      const again = await gateway.call('/v1/chat');
      expect(await again.ask(resume)).toMatchObject({ type: 'refused', name: 'denied' });
    }
    expect(await list({ issuer, subject })).toEqual([]);
    expect(await everything(other.conversationId)).toMatch(personal);
    const { json: found } = await gateway.http('POST', '/v1/history/search', {
      headers: { authorization: `Bearer ${token}` },
      body: { search: 'Mia' },
    });
    const ids = (found as unknown as History).items.map(({ conversationId }) => conversationId);
    expect(ids).toContain(other.conversationId);
    for (const { conversationId } of mine) expect(ids).not.toContain(conversationId);
  });

  it('is erased some conversations at a time, and the one that names the customer last', async () => {
    const { conversationId } = await past(newId());
    // It is the first one by its id.
    await gateway.database.query(
      `insert into conversations (id, org, widget_id, start_hash, subject_hash, customer_name, session, started_at, live)
       select id || '-' || n, org, widget_id, start_hash || n, subject_hash, customer_name,
         jsonb_set(session, '{conversationId}', to_jsonb(id || '-' || n)), started_at, live
       from conversations, generate_series(1, 24) n where id = $1`,
      [conversationId],
    );
    const first = await erase({ conversationId });
    expect([first.json.erased.length, first.json.isDone]).toEqual([20, false]);
    expect(await everything(conversationId)).toMatch(personal);
    const second = await erase({ conversationId });
    expect([second.json.erased.length, second.json.isDone]).toEqual([5, true]);
    expect(second.json.erased.at(-1)?.conversationId).toBe(conversationId);
    const left = await gateway.database.query(
      `select from conversations where id like $1 and customer_name is not null`,
      [`${conversationId}%`],
    );
    expect(left).toEqual([]);
  });

  it('is erased, and counted, at the next call when another transaction holds the conversation', async () => {
    const { conversationId } = await past(newId());
    const lock = `select 1 from conversations where id = $1 for update`;
    await gateway.database.transaction(async (tx) => {
      await tx.query(lock, [conversationId]);
      expect((await erase({ conversationId })).json).toEqual({ erased: [], open: [], isDone: false });
    });
    const { json } = await erase({ conversationId });
    expect(json).toMatchObject({ erased: [{ conversationId, entries: 1 }], isDone: true });
  });

  it('is erased once: again changes nothing, publishes nothing and records nothing', async () => {
    const { conversationId } = await past(newId());
    await erase({ conversationId });
    // The fact is marked as published a moment later.
    const before = await eventually(async () => {
      const rows = await everything(conversationId);
      expect(rows).not.toMatch(/published_at\W+null/);
      return rows;
    });
    expect(before).toMatch(/ConversationErased/);
    expect((await erase({ conversationId })).json).toEqual({ erased: [], open: [], isDone: true });
    expect(await everything(conversationId)).toBe(before);
  });

  it('does not come back when the history adds the conversation again', async () => {
    const { conversationId } = await past(newId());
    await erase({ conversationId });
    await gateway.database.query(`update conversations set is_in_history = false where id = $1`, [
      conversationId,
    ]);
    await gateway.replica().app.get(AddToHistory).add(conversationId);
    expect(await everything(conversationId)).not.toMatch(personal);
  });

  it('also loses its identity when the retention had erased the texts', async () => {
    const subject = newId();
    const { conversationId } = await past(subject);
    await gateway.changeWorkstream('s1', { keepTranscriptsDays: 1 });
    await gateway.database.query(
      `update past_conversations set closed_at = now() - interval '2 days' where id = $1`,
      [conversationId],
    );
    await gateway.replica().app.get(ApplyRetention).run();
    await gateway.changeWorkstream('s1', {});
    expect(await list({ issuer, subject })).toMatchObject([{ isErased: true, customerName: null }]);
    expect((await erase({ issuer, subject })).json).toMatchObject({ isDone: true });
    expect(await list({ issuer, subject })).toEqual([]);
  });

  it('is refused while a conversation is open, and nothing is erased before', async () => {
    const subject = newId();
    const closed = await past(subject);
    const open = await chat(subject);
    expect(await erase({ issuer, subject })).toMatchObject({ status: 409, name: 'conversation-open' });
    expect(await erase({ conversationId: closed.conversationId })).toMatchObject({
      name: 'conversation-open',
    });
    expect(await everything(closed.conversationId)).toMatch(personal);
    expect((await open.caller.ask({ type: 'send', text: 'Hello?' })).type).toBe('ack');
  });

  it('is erased after the conversation was ended, when the administrator says so', async () => {
    const subject = newId();
    const { conversationId } = await chat(subject);
    const agentId = await gateway.agent();
    await gateway.assign(conversationId, agentId);
    const first = await erase({ issuer, subject }, true);
    expect(first.json).toEqual({ erased: [], open: [conversationId], isDone: false });
    await gateway.until(conversationId, ({ sealed }) => sealed?.by === 'supervisor');
    const wrappedUp = {
      conversationId,
      workstreamId: 's1',
      agentId,
      reason: 'ConversationEndedByAgent',
      rule: 'always-block',
      blockSeconds: null,
      autoCloseSeconds: 900,
      generation: 1,
      at: new Date().toISOString(),
    } as const;
    await gateway.routing.publish({ type: 'ConversationWrappedUp', data: wrappedUp });
    await gateway.until(conversationId, ({ state }) => state === 'wrap-up');
    await eventually(async () => expect((await erase({ issuer, subject }, true)).json.isDone).toBe(true));
    expect(closing).toContain(conversationId);
    expect(await everything(conversationId)).not.toMatch(personal);
  });

  it('leaves a proof in the access log, without the data', async () => {
    const subject = newId();
    const { conversationId } = await past(subject);
    await list({ issuer, subject });
    await erase({ issuer, subject });
    expect(await log(`?conversationId=${conversationId}`)).toEqual([
      {
        at: expect.any(String),
        accountId: 'admin',
        what: 'erasure',
        conversationId,
        details: { entries: 1, links: 0, claims: 1 },
      },
    ]);
    const [exported] = await log('?what=export&limit=1');
    expect(exported).toMatchObject({ accountId: 'admin', conversationId: null, details: { found: 1 } });
    expect(JSON.stringify(await log())).not.toMatch(personal);
    expect(JSON.stringify(await log())).not.toContain(subject);
  });

  it('is not for supervisors, agents or service accounts', async () => {
    const { conversationId } = await past();
    for (const roles of [['agent'], ['supervisor'], []] as const) {
      const other = await gateway.token({ roles: [...roles], scopes: ['conversations:read'] });
      const customer = { conversationId };
      expect((await call('POST', 'conversations', { customer }, other)).status).toBe(403);
      expect((await call('POST', 'erase', { customer }, other)).status).toBe(403);
      expect((await call('GET', 'access-log', undefined, other)).status).toBe(403);
    }
    const elsewhere = await gateway.token({ org: 'other', roles: ['administrator'] });
    expect(
      (await call<ErasedCustomer>('POST', 'erase', { customer: { conversationId } }, elsewhere)).json,
    ).toEqual({
      erased: [],
      open: [],
      isDone: true,
    });
    expect(await everything(conversationId)).toMatch(personal);
  });
});

describe('the access log', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());

  const administrator = () => gateway.token({ roles: ['administrator'], accountId: 'admin' });
  const accesses = async (query: string) => {
    const headers = { authorization: `Bearer ${await administrator()}` };
    const { json } = await gateway.http('GET', `/v1/customers/access-log?${query}`, { headers });
    return json as unknown as AccessLog;
  };

  it('has searches with their filters and numbers, and never the words', async () => {
    const headers = {
      authorization: `Bearer ${await gateway.token({ roles: ['supervisor'], accountId: 'sue' })}`,
    };
    const body = { search: 'Mia Berg', workstreamId: 's1', outcome: 'ended' };
    expect((await gateway.http('POST', '/v1/history/search', { headers, body })).status).toBe(200);
    expect((await accesses('accountId=sue')).items).toEqual([
      {
        at: expect.any(String),
        accountId: 'sue',
        what: 'search',
        conversationId: null,
        details: { workstreamId: 's1', outcome: 'ended', words: 2, found: 0 },
      },
    ]);
    const rows = await gateway.database.query(`select a::text from access_log a`);
    expect(JSON.stringify(rows)).not.toMatch(/Mia|Berg/);
  });

  it('has what a gateway of the release before records', async () => {
    await gateway.database.query(
      `insert into transcript_reads (conversation_id, account_id, after_seq) values ('c1', 'old', 7)`,
    );
    expect((await accesses('accountId=old')).items).toMatchObject([
      { what: 'transcript', conversationId: 'c1', details: { afterSeq: 7 } },
    ]);
  });

  it('is read in pages, the latest first', async () => {
    await gateway.database.query(
      `insert into transcript_reads (conversation_id, account_id, after_seq)
       select 'c2', 'paged', n from generate_series(1, 5) n`,
    );
    const found: unknown[] = [];
    let cursor = '';
    do {
      const { items, nextCursor } = await accesses(`accountId=paged&limit=2${cursor}`);
      found.push(...items.map(({ details }) => details['afterSeq']));
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    expect(found).toEqual([5, 4, 3, 2, 1]);
  });
});
