import { type PastTranscript } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import {
  anna,
  as,
  asSupervisor,
  ben,
  found,
  gateway,
  idsOf,
  isInHistory,
  open,
  past,
  read,
  search,
  widgets,
} from '../../history.fixture';

describe('the history of closed conversations', () => {
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
});
