import { type History, type HistoryFilters } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import {
  anna,
  as,
  asSupervisor,
  ben,
  close,
  gateway,
  idsOf,
  isInHistory,
  open,
  past,
  read,
  search,
} from '../../history.fixture';

describe('in the history of closed conversations', () => {
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
});
