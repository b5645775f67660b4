import { streamOf, type ConversationAt, type Conversations, type Role } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { eventually } from '@rejoin/testing';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { GatewayFixture } from '../../gateway.fixture';

const program = join(__dirname, '../../../../../docs/examples/follow.mjs');

describe('the list of current conversations', () => {
  let gateway: GatewayFixture;
  let agentId: string;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    agentId = await gateway.agent();
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  const tokenOf = (...roles: Role[]) => gateway.token({ roles, accountId: 'reader' });
  const read = async (query = '', token?: string) =>
    gateway.http('GET', `/v1/conversations${query}`, {
      headers: { authorization: `Bearer ${token ?? (await tokenOf('supervisor'))}` },
    });
  const pageOf = async (query: string) => (await read(query)).json as unknown as Conversations;
  const one = async (id: string): Promise<ConversationAt> => {
    const found = (await pageOf('?limit=200')).items.find(({ conversationId }) => conversationId === id);
    if (!found) throw new Error(`${id} is not listed`);
    return found;
  };
  const versionsOf = (id: string) =>
    gateway.database.query<{ type: string; version: number }>(
      `select type, version from outbox where family = 'session' and aggregate_id = $1 order by version`,
      [id],
    );
  const close = (conversationId: string) =>
    gateway.routing.publish({
      type: 'ConversationClosed',
      data: { conversationId, workstreamId: 's1', reason: 'ClosedByAgent', at: new Date().toISOString() },
    });

  it('has ids, codes and the versions of the facts, and no personal data', async () => {
    const { caller, conversationId } = await gateway.customer(widgetId, { name: 'Mia Martin' });
    await gateway.assign(conversationId, agentId);
    await caller.ask({ type: 'send', text: 'a private word' });
    const { text, headers } = await read('?limit=200');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/Mia|private/);
    const [session] = (await versionsOf(conversationId)).slice(-1);
    expect(await one(conversationId)).toMatchObject({
      widgetId,
      state: 'active',
      agentId,
      customer: { status: 'connected', epoch: 1, lostAt: null },
      window: null,
      ended: null,
      position: { session: session?.version, routing: 1, reconnection: 0 },
    });
  });

  it('has exactly the facts of its versions, also while facts are being written', async () => {
    const { caller, conversationId } = await gateway.customer(widgetId);
    const looks: ConversationAt[] = [];
    const sending = { isOver: false };
    const looking = (async () => {
      while (!sending.isOver) looks.push(await one(conversationId));
    })();
    for (let n = 1; n <= 60; n++) await caller.ask({ type: 'send', text: `message ${n}` });
    sending.isOver = true;
    await looking;
    const facts = await versionsOf(conversationId);
    const messages = await gateway.database.query<{ seq: number }>(
      `select seq from entries where conversation_id = $1 and kind = 'message'`,
      [conversationId],
    );
    expect(new Set(looks.map(({ lastSeq }) => lastSeq)).size).toBeGreaterThan(2);
    for (const { lastSeq, position } of looks) {
      const messageFacts = facts.filter(
        ({ type, version }) => type === 'MessageSent' && version <= position.session,
      );
      expect(messages.filter(({ seq }) => seq <= lastSeq)).toHaveLength(messageFacts.length);
    }
  });

  it('has each conversation once, page by page, with or without closed ones', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 5; n++) ids.push((await gateway.customer(widgetId)).conversationId);
    const [shut = ''] = ids;
    await close(shut);
    await gateway.until(shut, ({ state }) => state === 'closed');
    const listed = async (closed: string) => {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Conversations = await pageOf(
          `?limit=2&closed=${closed}&cursor=${cursor}`.replace(/&cursor=$/, ''),
        );
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items.map(({ conversationId }) => conversationId));
        cursor = page.nextCursor;
      }
      return found;
    };
    const all = await listed('include');
    expect(all).toEqual([...new Set(all)].sort());
    expect(all).toEqual(expect.arrayContaining(ids));
    expect(await listed('exclude')).toEqual(all.filter((id) => id !== shut));
  });

  it.each([
    'limit=0',
    'limit=201',
    'cursor=x!',
    `cursor=${Buffer.from("' or 1=1").toString('base64url')}`,
    'closed=1',
  ])('is refused by %s', async (query) => {
    const { status, json } = await read(`?${query}`);
    expect([status, json['name']]).toEqual([400, 'invalid']);
  });

  it('is for supervisors and administrators', async () => {
    expect((await read('', 'nonsense')).status).toBe(401);
    expect((await read('', await tokenOf('agent'))).status).toBe(403);
    expect((await read('', await tokenOf('administrator'))).status).toBe(200);
  });

  describe('when earlier facts are no longer stored', () => {
    let output = '';
    let stop: () => void = () => undefined;
    afterEach(() => stop());

    const follow = (environment: Record<string, string>) => {
      output = '';
      const follower = spawn(process.execPath, [program], {
        env: { NATS_URL: gateway.nats.urlOf('integrator'), ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [follower.stdout, follower.stderr])
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      stop = () => void follower.kill('SIGKILL');
    };

    it('lets a reader begin without a gap', async () => {
      const { caller, conversationId } = await gateway.customer(widgetId);
      await caller.ask({ type: 'send', text: 'long ago' });
      await gateway.assign(conversationId, agentId);
      const facts = await versionsOf(conversationId);
      await forgetFacts();

      follow({ REJOIN_URL: gateway.url, REJOIN_TOKEN: await tokenOf('supervisor') });
      await eventually(() => expect(output).toContain(`conversation/${conversationId} active`));
      await caller.ask({ type: 'send', text: 'now' });
      await close(conversationId);
      await eventually(() => {
        expect(output).toContain(`session/${conversationId} ${facts.length + 1} rejoin.v1.MessageSent`);
        expect(output).toContain(`routing/${conversationId} 2 rejoin.v1.ConversationClosed`);
      });
      expect(output).not.toContain('did not come');
    });

    it('is needed, because a reader without it waits for facts that are gone', async () => {
      const { caller, conversationId } = await gateway.customer(widgetId);
      await forgetFacts();
      follow({});
      await caller.ask({ type: 'send', text: 'now' });
      await eventually(() => expect(output).toContain(`session/${conversationId}: 1 to 1 did not come`), {
        timeout: 60_000,
      });
    });

    /** Deletes facts as the retention does. Streams and durables stay. */
    async function forgetFacts(): Promise<void> {
      const unpublished = () => gateway.database.query(`select from outbox where published_at is null`);
      await eventually(async () => (await unpublished()).length === 0);
      const operator = new Bus({ url: gateway.nats.url, name: 'test-operator' });
      const { manager } = await eventually(() => operator.jetstream());
      for (const service of ['session-gateway', 'routing'] as const)
        await manager.streams.purge(streamOf(service));
      await gateway.database.query(`delete from outbox`);
      await operator.close();
    }
  });
});
