import { newId } from '@rejoin/kernel';
import { newSystemSecrets } from '@rejoin/servers';
import type { Role } from '@rejoin/contracts';
import { GatewayFixture } from '../../gateway.fixture';

describe('transcripts over HTTP', () => {
  let gateway: GatewayFixture;
  let conversationId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const customer = await gateway.customer(await gateway.widget());
    ({ conversationId } = customer);
    await gateway.assign(conversationId, agentId);
    await customer.caller.ask({ type: 'send', text: 'Hello' });
    await desk.ask({ type: 'send', conversationId, text: 'Back by {ReconnectUrl{ReconnectID}}' });
  });
  afterAll(() => gateway.stop());

  const read = async (path: string, token?: string) =>
    gateway.http('GET', `/v1/conversations/${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  const tokenOf = (...roles: Role[]) => gateway.token({ roles, accountId: 'reader' });
  const audited = () =>
    gateway.database.query<{ account: string; after: number }>(
      `select account_id as account, (details->>'afterSeq')::int as after from access_log
       where conversation_id = $1 order by id`,
      [conversationId],
    );

  it('are refused without a valid token', async () => {
    const forged = Buffer.from(newSystemSecrets().tokenPrivateKey, 'base64').toString();
    const tokens = [undefined, 'nonsense', await gateway.token({ roles: ['administrator'] }, forged)];
    for (const token of tokens) {
      const { status, json } = await read(`${conversationId}/entries`, token);
      expect([status, json['name']]).toEqual([401, 'unauthenticated']);
    }
    const inQuery = await read(`${conversationId}/entries?token=${await tokenOf('supervisor')}`);
    expect(inQuery.status).toBe(401);
    expect(await audited()).toEqual([]);
  });

  it('are refused to agents, whatever the conversation', async () => {
    const token = await tokenOf('agent');
    const mine = await read(`${conversationId}/entries`, token);
    expect([mine.status, mine.json['name']]).toEqual([403, 'forbidden']);
    expect((await read(`${newId()}/entries`, token)).text).toBe(mine.text);
    expect(await audited()).toEqual([]);
  });

  it.each(['supervisor', 'administrator'] as const)(
    'are shown to a %s without link secrets, and the read is recorded',
    async (role) => {
      const before = (await audited()).length;
      const { status, json, headers } = await read(`${conversationId}/entries?after=2`, await tokenOf(role));
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      const entries = json['entries'] as { seq: number; text: string | null; link: unknown }[];
      expect(entries.map(({ seq }) => seq)).toEqual([3, 4]);
      expect(entries.map(({ text }) => text)).toEqual(['Hello', 'Back by {ReconnectUrl{ReconnectID}}']);
      expect(JSON.stringify(json)).not.toContain('oc.reconnectid');
      expect(json['nextAfter']).toBeNull();
      expect((await audited()).slice(before)).toEqual([{ account: 'reader', after: 2 }]);
    },
  );

  it.each([
    ['of few words', 450, 'n', 3],
    ['of many', 20, '漢'.repeat(20_667), 19],
  ])('%s come in pages', async (_, length, text, pages) => {
    const { conversationId: long } = await gateway.customer(await gateway.widget());
    await gateway.fill(long, length, text);
    const token = await tokenOf('supervisor');
    const seqs: number[][] = [];
    for (let after: unknown = 0; after !== null;) {
      const { json } = await read(`${long}/entries?after=${String(after)}`, token);
      seqs.push((json['entries'] as { seq: number }[]).map(({ seq }) => seq));
      after = json['nextAfter'];
    }
    expect(seqs.flat()).toEqual(Array.from({ length }, (_, i) => i + 1));
    expect(seqs).toHaveLength(pages);
  });

  it('come in pages of the requested length, with the parameter names of all lists', async () => {
    const token = await tokenOf('supervisor');
    const seqs: number[] = [];
    for (let cursor: unknown = undefined; cursor !== null;) {
      const at = cursor === undefined ? '' : `&cursor=${String(cursor)}`;
      const { json } = await read(`${conversationId}/entries?limit=3${at}`, token);
      const page = json['entries'] as { seq: number }[];
      expect(page.length).toBeLessThanOrEqual(3);
      seqs.push(...page.map(({ seq }) => seq));
      cursor = json['nextCursor'];
    }
    expect(seqs).toEqual([1, 2, 3, 4]);
  });

  it('that do not exist are not found, whatever the id', async () => {
    const token = await tokenOf('supervisor');
    for (const id of [newId(), '%00', 'a%20b']) {
      const { status, json } = await read(`${id}/entries`, token);
      expect([status, json['name']]).toEqual([404, 'not-found']);
    }
  });

  it.each(['-1', 'x', '1.5', '1e99', ''])('cannot be read after %p', async (after) => {
    const { status, json } = await read(
      `${conversationId}/entries?after=${after}`,
      await tokenOf('supervisor'),
    );
    expect([status, json['name']]).toEqual(after === '' ? [200, undefined] : [400, 'invalid']);
  });

  it('are shown to a service account with the scope and its rate, until its tokens are ended', async () => {
    const service = (...scopes: string[]) =>
      gateway.token({ roles: [], scopes, accountId: 'crm', displayName: 'CRM' });
    const closed = await read(`${conversationId}/entries`, await service('windows:read', 'figures:read'));
    expect([closed.status, closed.json['name']]).toEqual([403, 'forbidden']);
    const token = await service('conversations:read');
    const before = (await audited()).length;
    const open = await read(`${conversationId}/entries`, token);
    expect(open.status).toBe(200);
    expect(open.headers.get('ratelimit-policy')).toBe('"service-account";q=600;w=60');
    expect((await audited()).slice(before)).toEqual([{ account: 'crm', after: 0 }]);
    await gateway.database.query(`insert into ended_sign_ins (account_id, before_version) values ('crm', 2)`);
    const ended = await read(`${conversationId}/entries`, token);
    expect([ended.status, ended.json['name']]).toEqual([401, 'sign-in-expired']);
  });
});
