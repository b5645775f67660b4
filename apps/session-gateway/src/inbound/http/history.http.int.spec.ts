import {
  historyLimits,
  type History,
  type HistoryFilters,
  type PastTranscript,
  type Role,
} from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { GatewayFixture } from '../../gateway.fixture';
import { HistoryIndexStore } from '../../store/history-index.store';
import { AddToHistory } from '../../use-cases/add-to-history';
import { widgetDefaults } from '../../widget.fixture';

interface Past {
  readonly texts?: readonly string[];
  readonly name?: string;
  readonly agentId?: string;
  readonly workstreamId?: string;
  readonly subject?: string;
}

describe('the history of closed conversations', () => {
  let gateway: GatewayFixture;
  let anna: string;
  let ben: string;
  let key: CryptoKey;
  const widgets = new Map<string, string>();

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
    for (const workstreamId of ['sales', 'repairs']) {
      await gateway.changeWorkstream(workstreamId, { name: `The ${workstreamId}` });
      const authentication = { ...widgetDefaults.authentication, publicKeys };
      widgets.set(workstreamId, await gateway.widget({ workstreamId, authentication }));
    }
    anna = await gateway.agent({ workstreamIds: ['sales'] });
    ben = await gateway.agent({ workstreamIds: [] });
  });
  afterAll(() => gateway.stop());

  const tokenOf = (subject: string) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('https://portal.example')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);

  async function open({ texts = [], name, workstreamId = 'sales', subject }: Past = {}): Promise<string> {
    const token = subject === undefined ? undefined : await tokenOf(subject);
    const { caller, conversationId } = await gateway.customer(widgets.get(workstreamId) ?? '', {
      name,
      token,
    });
    for (const text of texts) expect((await caller.ask({ type: 'send', text })).type).toBe('ack');
    return conversationId;
  }

  /** Does not wait for the history. */
  const close = (conversationId: string, workstreamId = 'sales') =>
    gateway.close(conversationId, workstreamId);

  async function past(terms: Past = {}): Promise<string> {
    const conversationId = await open(terms);
    if (terms.agentId !== undefined) await gateway.assign(conversationId, terms.agentId);
    await close(conversationId, terms.workstreamId);
    await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
    return conversationId;
  }

  async function isInHistory(conversationId: string): Promise<boolean> {
    const rows = await gateway.database.query(
      `select from past_conversations p join conversations c using (id) where id = $1 and c.is_in_history`,
      [conversationId],
    );
    return rows.length === 1;
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const as = (agentId: string | null, ...roles: Role[]) =>
    gateway.token({ agentId, roles, accountId: 'reader' });
  const asSupervisor = () => as(null, 'supervisor');
  const search = async (token: string, body: unknown = {}) =>
    gateway.http('POST', '/v1/history/search', { headers: bearer(token), body });
  const found = async (token: string, body: unknown = {}) => {
    const { status, json } = await search(token, body);
    expect([status, json['name']]).toEqual([200, undefined]);
    return (json as unknown as History).items;
  };
  const idsOf = async (token: string, body: unknown = {}) =>
    (await found(token, body)).map(({ conversationId }) => conversationId);
  const read = (token: string, path: string) =>
    gateway.http('GET', `/v1/history/${path}`, { headers: bearer(token) });

  it('shows when, where, by whom and how a conversation ended, and its first words', async () => {
    const id = await past({ name: 'Mia', texts: ['My blue parcel is lost', 'Hello?'], agentId: anna });
    const [first] = await found(await as(anna, 'agent'), { search: 'parcel' });
    expect(first).toEqual({
      conversationId: id,
      workstreamId: 'sales',
      workstreamName: 'The sales',
      widgetId: widgets.get('sales'),
      customerName: 'Mia',
      signedIn: false,
      agent: { agentId: anna, name: anna },
      outcome: 'ended',
      disposition: null,
      tags: [],
      startedAt: expect.any(String),
      closedAt: expect.any(String),
      firstWords: 'My blue parcel is lost',
    });
  });

  it('keeps what the agent chose when closing, and finds it', async () => {
    const closings = [
      { disposition: 'Solved', tags: ['vip', 'returns'] },
      { disposition: 'Spam', tags: [] },
      {},
    ];
    const ids: string[] = [];
    for (const chosen of closings) {
      const { caller, conversationId } = await gateway.customer(widgets.get('sales') ?? '');
      await caller.ask({ type: 'send', text: 'chosen' });
      await gateway.close(conversationId, 'sales', chosen);
      await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
      ids.push(conversationId);
    }
    const [solved, spam, none] = ids;
    const supervisor = await asSupervisor();
    const shown = await found(supervisor, { search: 'chosen' });
    expect(shown.map(({ disposition, tags }) => ({ disposition, tags })).reverse()).toEqual([
      { disposition: 'Solved', tags: ['vip', 'returns'] },
      { disposition: 'Spam', tags: [] },
      { disposition: null, tags: [] },
    ]);
    expect(await idsOf(supervisor, { search: 'chosen', disposition: 'Spam' })).toEqual([spam]);
    expect(await idsOf(supervisor, { search: 'chosen', tag: 'returns' })).toEqual([solved]);
    expect(await idsOf(supervisor, { search: 'chosen', tag: 'Spam' })).toEqual([]);
    // The customer, who can still read the chat, is not told what was chosen.
    const rows = await gateway.database.query<{ params: object }>(
      `select params from entries where conversation_id = any($1) and code = 'closed'`,
      [[solved, none]],
    );
    expect(rows.map(({ params }) => params)).toEqual([
      { reason: 'ClosedByAgent' },
      { reason: 'ClosedByAgent' },
    ]);

    await gateway.changeWorkstream('sales', {
      name: 'The sales',
      dispositions: ['Solved'],
      dispositionRequired: true,
    });
    const choices = await read(await as(anna, 'agent'), 'workstreams/sales/closing');
    expect(choices.json).toEqual({ dispositions: ['Solved'], dispositionRequired: true, tags: [] });
    const unknown = await read(await as(anna, 'agent'), 'workstreams/none/closing');
    expect(unknown.json).toEqual({ dispositions: [], dispositionRequired: false, tags: [] });
    await gateway.changeWorkstream('sales', { name: 'The sales' });
  });

  describe('rights', () => {
    let served: string;
    let ofWorkstream: string;
    let foreign: string;

    beforeAll(async () => {
      served = await past({ texts: ['rights one'], agentId: ben, workstreamId: 'repairs' });
      ofWorkstream = await past({ texts: ['rights two'] });
      foreign = await past({ texts: ['rights three'], workstreamId: 'repairs' });
    });

    it('let agents find what they served and what belongs to their workstreams', async () => {
      expect(await idsOf(await as(anna, 'agent'), { search: 'rights' })).toEqual([ofWorkstream]);
      expect(await idsOf(await as(ben, 'agent'), { search: 'rights' })).toEqual([served]);
    });

    it.each(['supervisor', 'administrator'] as const)('let a %s find everything', async (role) => {
      expect(await idsOf(await as(null, role), { search: 'rights' })).toEqual([
        foreign,
        ofWorkstream,
        served,
      ]);
    });

    it('let nobody find or read what belongs to another organisation', async () => {
      const token = await gateway.token({ org: 'other', roles: ['administrator'] });
      expect(await idsOf(token)).toEqual([]);
      expect((await read(token, `${foreign}/entries`)).status).toBe(404);
    });

    it('end when the agent is deactivated', async () => {
      const agentId = await gateway.agent({ active: false, workstreamIds: ['sales', 'repairs'] });
      expect(await idsOf(await as(agentId, 'agent'))).toEqual([]);
      expect(await idsOf(await as(null, 'agent'))).toEqual([]);
      expect(await idsOf(await as(newId(), 'agent'))).toEqual([]);
    });

    it('answer a foreign conversation, one that is open and one that does not exist alike', async () => {
      const token = await as(anna, 'agent');
      const answers = await Promise.all(
        [foreign, served, await open(), newId(), '%00'].map((id) => read(token, `${id}/entries`)),
      );
      for (const { status, text } of answers) expect([status, text]).toEqual([404, answers[0]?.text]);
      expect((await read(token, `${ofWorkstream}/entries`)).status).toBe(200);
      expect((await read(await as(ben, 'agent'), `${served}/entries`)).status).toBe(200);
    });

    it('need a token, and a service account needs the scope', async () => {
      const none = await gateway.http('POST', '/v1/history/search', { body: {} });
      expect([none.status, none.json['name']]).toEqual([401, 'unauthenticated']);
      const service = (...scopes: string[]) => gateway.token({ roles: [], scopes, accountId: 'crm' });
      expect((await search(await service('windows:read'))).status).toBe(403);
      expect(await idsOf(await service('conversations:read'), { search: 'rights' })).toHaveLength(3);
    });
  });

  describe('a search', () => {
    let token: string;
    let mia: string;

    beforeAll(async () => {
      token = await asSupervisor();
      const conversationId = await open({
        name: 'Çağla Müller',
        texts: ['Die Bestellung RJ-77 kam beschädigt an 😀', 'أَيْنَ طَلَبِي؟', '注文番号はどこですか'],
      });
      const desk = await gateway.desk(anna);
      await gateway.assign(conversationId, anna);
      expect((await desk.ask({ type: 'note', conversationId, text: 'refund approved' })).type).toBe('ack');
      await close(conversationId);
      await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
      mia = conversationId;
    });

    it.each([
      'müller',
      'MULLER',
      'cagla',
      'bestell',
      'kam RJ-77',
      '😀',
      'طلبي',
      'اين',
      '注文',
      'refund',
      '"beschädigt"',
      ' müller   ',
    ])('for %j finds the conversation', async (text) => {
      expect(await idsOf(token, { search: text })).toEqual([mia]);
    });

    it.each(['müller parcel', 'undbestell', 'RJ-78', '👍', "x') or true --"])(
      'for %j does not',
      async (text) => {
        expect(await idsOf(token, { search: text })).not.toContain(mia);
      },
    );

    it('with blanks only finds everything, as without a text', async () => {
      expect(await idsOf(token, { search: ' \t ' })).toEqual(await idsOf(token));
    });

    it.each([
      ['%_\\', 'no-words'],
      ['\'"', 'no-words'],
      ['&|!():*<->', 'no-words'],
      ['half \ud83d', 'not-text'],
      ['nul \0', 'not-text'],
    ])('for %j is refused with the reason', async (text, code) => {
      const { status, json } = await search(token, { search: text });
      expect([status, json['name']]).toEqual([400, 'invalid']);
      expect(json['errors']).toEqual([expect.objectContaining({ field: '/search', code })]);
    });

    it('of 64 KiB is refused with the reason', async () => {
      const { status, json } = await search(token, { search: 'x'.repeat(64 * 1024) });
      expect(status).toBe(400);
      expect(json['errors']).toEqual([expect.objectContaining({ field: '/search', code: 'too-long' })]);
    });

    it.each([
      [{ closedFrom: '0000-01-01T00:00:00.000Z' }, '/closedFrom'],
      [{ closedUntil: 'yesterday' }, '/closedUntil'],
      [{ outcome: 'won' }, '/outcome'],
      [{ agentId: "'" }, '/agentId'],
      [{ limit: 0 }, '/limit'],
      [{ cursor: Buffer.from("' or 1=1").toString('base64url') }, '/cursor'],
    ])('with %j is refused with the field', async (body, field) => {
      const { status, json } = await search(token, body);
      expect([status, json['name']]).toEqual([400, 'invalid']);
      expect(json['errors']).toContainEqual(expect.objectContaining({ field }));
    });

    it('is recorded with the reader', async () => {
      const counted = async () => {
        const rows = await gateway.database.query<{ searches: number }>(
          `select count(*)::int as searches from access_log where account_id = 'reader' and what = 'search'`,
        );
        return rows[0]?.searches ?? 0;
      };
      const before = await counted();
      await idsOf(token);
      expect(await counted()).toBe(before + 1);
    });
  });

  describe('filters and pages', () => {
    let token: string;
    const ids: string[] = [];
    const all = { search: 'pagedword' };

    beforeAll(async () => {
      token = await asSupervisor();
      for (let n = 0; n < 5; n++) {
        const agentId = n % 2 === 0 ? anna : ben;
        ids.unshift(
          await past({ texts: [`pagedword ${n}`], agentId, workstreamId: n < 2 ? 'repairs' : 'sales' }),
        );
      }
    });

    it('show each conversation once, the newest first', async () => {
      const listed: string[] = [];
      for (let cursor: string | null | undefined = undefined; cursor !== null;) {
        const { json } = await search(token, { ...all, limit: 2, cursor });
        const page = json as unknown as History;
        expect(page.items.length).toBeLessThanOrEqual(2);
        listed.push(...page.items.map(({ conversationId }) => conversationId));
        cursor = page.nextCursor;
      }
      expect(listed).toEqual(ids);
    });

    it('order conversations that were closed in the same millisecond', async () => {
      const at = new Date().toISOString();
      await gateway.database.query(`update past_conversations set closed_at = $1 where id = any($2)`, [
        at,
        ids,
      ]);
      const first = await search(token, { ...all, limit: 3 });
      const { items, nextCursor } = first.json as unknown as History;
      const rest = await idsOf(token, { ...all, cursor: nextCursor });
      expect([...items.map(({ conversationId }) => conversationId), ...rest].sort()).toEqual([...ids].sort());
    });

    it('select by workstream, agent, outcome and period', async () => {
      expect((await idsOf(token, { ...all, workstreamId: 'repairs' })).sort()).toEqual(
        [...ids.slice(3)].sort(),
      );
      expect(await idsOf(token, { ...all, agentId: ben })).toHaveLength(2);
      expect(await idsOf(token, { ...all, outcome: 'ended' })).toHaveLength(5);
      expect(await idsOf(token, { ...all, outcome: 'expired' })).toEqual([]);
      const hour = 3_600_000;
      const at = (ms: number) => new Date(Date.now() + ms).toISOString();
      expect(await idsOf(token, { ...all, closedFrom: at(-hour), closedUntil: at(hour) })).toHaveLength(5);
      expect(await idsOf(token, { ...all, closedFrom: at(hour) })).toEqual([]);
      expect(await idsOf(token, { ...all, closedUntil: at(-hour) })).toEqual([]);
    });
  });

  it('can be filtered by what the reader may read', async () => {
    await gateway.desk(anna);
    await gateway.desk(ben);
    const filters = async (token: string) => {
      const { status, json } = await read(token, 'filters');
      expect(status).toBe(200);
      return json as unknown as HistoryFilters;
    };
    const sales = { workstreamId: 'sales', name: 'The sales' };
    const repairs = { workstreamId: 'repairs', name: 'The repairs' };
    const ofAnna = { agentId: anna, name: 'Anna' };
    expect(await filters(await as(anna, 'agent'))).toEqual({ workstreams: [sales], agents: [ofAnna] });
    expect((await filters(await as(ben, 'agent'))).workstreams).toEqual([]);
    const all = await filters(await asSupervisor());
    expect(all.workstreams).toEqual([repairs, sales]);
    expect(all.agents.map(({ agentId }) => agentId)).toEqual(expect.arrayContaining([anna, ben]));
  });

  describe('of one customer', () => {
    it('has the earlier conversations of the same subject, in the workstreams of the reader', async () => {
      const earlier = await past({ subject: 'mia', texts: ['earlier'] });
      const elsewhere = await past({ subject: 'mia', workstreamId: 'repairs' });
      await past({ subject: 'omar' });
      const now = await open({ subject: 'mia' });
      expect(await idsOf(await as(anna, 'agent'), { customerOf: now })).toEqual([earlier]);
      expect(await idsOf(await asSupervisor(), { customerOf: now })).toEqual([elsewhere, earlier]);
      expect(await idsOf(await asSupervisor(), { customerOf: earlier })).toEqual([elsewhere]);
    });

    it('is empty for an anonymous customer, a foreign conversation and an unknown one', async () => {
      await past();
      const foreign = await open({ subject: 'mia', workstreamId: 'repairs' });
      const token = await as(anna, 'agent');
      for (const customerOf of [await open(), foreign, newId()])
        expect(await idsOf(token, { customerOf })).toEqual([]);
    });

    it('is shown to the agent who serves it, whatever the workstream', async () => {
      const carla = await gateway.agent({ workstreamIds: [] });
      const before = await past({ subject: 'lea', workstreamId: 'repairs', agentId: carla });
      const now = await open({ subject: 'lea', workstreamId: 'repairs' });
      const token = await as(carla, 'agent');
      expect(await idsOf(token, { customerOf: now })).toEqual([]);
      await gateway.assign(now, carla);
      expect(await idsOf(token, { customerOf: now })).toEqual([before]);
    });
  });

  it('opens a transcript in pages, with its notes, and records each of them', async () => {
    const conversationId = await past({ texts: ['one', 'two', 'three'], agentId: anna });
    const token = await as(anna, 'agent');
    const texts: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { status, json } = await read(
        token,
        `${conversationId}/entries?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(status).toBe(200);
      const page = json as unknown as PastTranscript;
      expect(page.conversation.conversationId).toBe(conversationId);
      texts.push(...page.entries.map(({ text }) => text));
      cursor = page.nextCursor;
    }
    expect(texts.filter((text) => text !== null)).toEqual(['one', 'two', 'three']);
    const reads = await gateway.database.query<{ account: string; after: number }>(
      `select account_id as account, (details->>'afterSeq')::int as after from access_log where conversation_id = $1 order by id`,
      [conversationId],
    );
    expect(reads.slice(0, 3)).toEqual([0, 2, 4].map((after) => ({ account: 'reader', after })));
  });

  describe('a conversation that is closed', () => {
    /** A job of its own, because the gateway's runs at any time and remembers what failed. */
    const newJob = () => new AddToHistory(gateway.replica().app.get(HistoryIndexStore));
    /** Makes the conversation look as if it had been closed before the history existed. */
    const forget = async (...ids: string[]) => {
      await gateway.database.query(`delete from past_conversations where id = any($1)`, [ids]);
      await gateway.database.query(`update conversations set is_in_history = false where id = any($1)`, [
        ids,
      ]);
    };

    it('is added later, in small batches, when it was closed before', async () => {
      const closed = await past({ texts: ['backfilled'] });
      await gateway.database.query(
        `insert into conversations (id, org, widget_id, start_hash, session, started_at, live)
         select 'old-' || lpad(n::text, 3, '0'), org, widget_id, 'old-' || n, session, started_at, false
         from conversations, generate_series(1, 45) n where id = $1`,
        [closed],
      );
      await gateway.database.query(
        `insert into entries (conversation_id, seq, kind, sender, text, locale, at)
         select 'old-' || lpad(n::text, 3, '0'), 1, 'message', 'customer', 'backfilled', 'en', clock_timestamp()
         from generate_series(1, 45) n`,
      );
      await forget(closed);
      const job = newJob();
      await eventually(async () => {
        await job.run();
        expect(await idsOf(await asSupervisor(), { search: 'backfilled', limit: 200 })).toHaveLength(46);
      });
      expect(await job.run()).toBeNull();
    });

    it('is corrected in every column when it is added again', async () => {
      const conversationId = await past({ texts: ['secretword and more'] });
      await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
      await gateway.database.query(
        `update entries set text = 'erased' where conversation_id = $1 and kind = 'message'`,
        [conversationId],
      );
      await gateway.database.query(`update conversations set customer_name = 'Erased' where id = $1`, [
        conversationId,
      ]);
      await gateway.database.query(`update conversations set is_in_history = false where id = $1`, [
        conversationId,
      ]);
      await newJob().run();
      const rows = await gateway.database.query(
        `select first_words, customer_name, words::text from past_conversations where id = $1`,
        [conversationId],
      );
      expect(rows).toMatchObject([{ first_words: 'erased', customer_name: 'Erased' }]);
      expect(JSON.stringify(rows)).not.toContain('secretword');
    });

    it('is added although another one cannot be', async () => {
      const [stuck, other] = [await past({ texts: ['stuckword'] }), await past({ texts: ['otherword'] })];
      await gateway.database.query(
        `alter table past_conversations add constraint stuck check (id <> '${stuck}') not valid`,
      );
      await forget(stuck, other);
      const [job, now] = [newJob(), performance.now()];
      await expect(job.run(now)).rejects.toThrow(stuck);
      expect(await job.run(now)).toBeCloseTo(60_000);
      await eventually(async () => expect(await isInHistory(other)).toBe(true));
      expect(await isInHistory(stuck)).toBe(false);

      await gateway.database.query(`alter table past_conversations drop constraint stuck`);
      await eventually(async () => {
        await job.run(now + 120_000);
        expect(await isInHistory(stuck)).toBe(true);
      });
    });

    it('is found by the beginning of a transcript that is too long', async () => {
      const conversationId = await open({ texts: ['beginning'] });
      const words = Array.from({ length: 6_000 }, (_, n) => `w${n}`).join(' ');
      await gateway.fill(conversationId, 12, words);
      await gateway.database.query(
        `update entries set text = 'finalword' where conversation_id = $1 and seq = 12`,
        [conversationId],
      );
      await gateway.database.query(
        `update conversations set session = jsonb_set(session, '{lastSeq}', '12') where id = $1`,
        [conversationId],
      );
      await close(conversationId);
      await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
      const token = await asSupervisor();
      expect(await idsOf(token, { search: 'beginning' })).toEqual([conversationId]);
      expect(await idsOf(token, { search: 'w5999' })).toEqual([conversationId]);
      expect(await idsOf(token, { search: 'finalword' })).toEqual([]);
      expect(12 * words.length).toBeGreaterThan(historyLimits.searchedTextBytes.value);
    });

    it('is added again when an entry arrives later', async () => {
      const conversationId = await open();
      const at = new Date().toISOString();
      const closed = { conversationId, workstreamId: 'sales', reason: 'ClosedByAgent', at } as const;
      await gateway.routing.publish({ type: 'ConversationClosed', data: closed });
      await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
      const sealed = { conversationId, by: 'customer', agentId: null, reason: 'closed-by-customer' } as const;
      await gateway.timer.publish({ type: 'ConversationSealed', data: { ...sealed, endedEpoch: null, at } });
      await eventually(async () =>
        expect(await idsOf(await asSupervisor(), { outcome: 'closed-by-customer' })).toEqual([
          conversationId,
        ]),
      );
    });

    it('is not in the history before', async () => {
      await open({ texts: ['still open'] });
      await newJob().run();
      expect(await idsOf(await asSupervisor(), { search: 'still' })).toEqual([]);
    });
  });
});
