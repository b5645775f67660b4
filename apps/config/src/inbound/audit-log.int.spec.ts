import { auditLimits } from '@rejoin/contracts';
import { readCsv } from '@rejoin/csv';
import { eventually } from '@rejoin/testing';
import { startShop, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';

type Entry = Readonly<Record<string, unknown>>;

describe('the audit log', () => {
  let config: TestConfig;
  let admin: string;
  let other: string;

  const get = async (query: string, token = admin) =>
    (await config.call('GET', `/v1/audit-log?limit=200${query}`, { token })).body['items'] as Entry[];
  const exported = (query = '', token = admin) =>
    fetch(`${config.service.url}/v1/audit-log/export?${query}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  const table = async (answer: Response) => {
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    const [columns, ...lines] = readCsv(text).records.map(({ fields }) => fields);
    return lines.map((line) => Object.fromEntries((columns ?? []).map((column, i) => [column, line[i]])));
  };

  beforeAll(async () => {
    config = await startShop();
    admin = await config.tokenOf('admin@shop');
    const account = {
      accountId: 'eve',
      login: 'eve@shop',
      displayName: '=Eve',
      roles: ['administrator'],
      agentId: null,
      active: true,
      external: null,
      password: 'several unrelated words',
    };
    await config.call('POST', '/v1/accounts', { token: admin, body: account });
    other = await config.tokenOf('eve@shop', account.password);
    for (const [token, name] of [
      [admin, 'Returns'],
      [other, '=HYPERLINK("https://evil.example")'],
    ] as const) {
      const body = { ...shop.workstream, workstreamId: token === admin ? 'returns' : 'evil', name };
      await config.call('POST', '/v1/workstreams', { token, body });
    }
    await config.call('PUT', '/v1/workstreams/evil', {
      token: other,
      ifMatch: '"1"',
      body: { ...shop.workstream, name: 'Harmless' },
    });
  });
  afterAll(() => config.stop());

  it('is filtered by who, what, action and resource, and by all of them together', async () => {
    const all = await get('');
    const where = (wanted: (entry: Entry) => boolean) => all.filter(wanted);
    expect(await get('&by=eve')).toEqual(where(({ by }) => (by as Entry)['accountId'] === 'eve'));
    expect(await get('&by=eve')).toHaveLength(2);
    expect(await get('&action=changed')).toEqual(where(({ action }) => action === 'changed'));
    expect(await get('&what=workstream&id=evil&by=eve&action=created')).toMatchObject([{ version: 1 }]);
    expect(await get('&what=workstream&id=evil&by=admin')).toEqual([]);
  });

  it('is filtered by time, from an instant up to another one', async () => {
    const all = await get('');
    const middle = String(all[3]?.['at']);
    const [from, until] = [await get(`&from=${middle}`), await get(`&until=${middle}`)];
    expect(from.every(({ at }) => String(at) >= middle)).toBe(true);
    expect(until.every(({ at }) => String(at) < middle)).toBe(true);
    expect([...from, ...until]).toEqual(all);
    expect(from.length).toBeGreaterThan(0);
    expect(until.length).toBeGreaterThan(0);
    expect(await get(`&from=${middle}&until=${middle}`)).toEqual([]);
  });

  it('refuses filters that it does not have', async () => {
    for (const query of ['from=yesterday', 'until=2026-02-30T00:00:00.000Z', 'action=stolen', 'by=%20']) {
      for (const path of ['/v1/audit-log', '/v1/audit-log/export'])
        expect(await config.call('GET', `${path}?${query}`, { token: admin })).toMatchObject({ status: 400 });
    }
  });

  it('is exported with the same filters, in the same order, as a file that spreadsheets read', async () => {
    for (const filter of ['', 'by=eve', 'what=workstream&action=created']) {
      const answer = await exported(filter);
      expect(answer.headers.get('content-type')).toContain('text/csv');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
      const entries = await get(`&${filter}`);
      const lines = await table(answer);
      expect(lines.map(({ seq }) => Number(seq))).toEqual(entries.map(({ seq }) => seq));
      expect(
        lines.map(({ new: value }) => (value === '' ? null : (JSON.parse(value ?? '') as unknown))),
      ).toEqual(entries.map((entry) => entry['new'] ?? null));
    }
    const start = Buffer.from(await (await exported('by=eve')).arrayBuffer()).subarray(0, 3);
    expect(start).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it('is exported without formulas', async () => {
    const [line] = await table(await exported('by=eve&action=created'));
    expect(line).toMatchObject({ account: "'=Eve", name: `'=HYPERLINK("https://evil.example")` });
  });

  it('is exported in batches, without a gap or a repetition', async () => {
    const { database } = config.service.parts;
    await database.transaction((tx) =>
      tx.query(
        `insert into audit_log (org, at, actor, what, thing_id, action, version, new)
         select 'default', now(), 'system', 'agent', 'many', 'changed', n, jsonb_build_object('displayName', n::text)
         from generate_series(1, 250) n`,
      ),
    );
    const lines = await table(await exported('id=many'));
    expect(lines.map(({ version }) => Number(version))).toEqual(
      Array.from({ length: 250 }, (_, i) => 250 - i),
    );
  });

  it('hides the details of accounts from supervisors in the file as well', async () => {
    const lines = await table(await exported('what=account', await config.tokenOf('sam@shop')));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line['new'] === '' && line['old'] === '')).toBe(true);
    expect((await table(await exported('what=account'))).some((line) => line['new'] !== '')).toBe(true);
  });

  it('is exported to nobody without a right', async () => {
    expect((await exported('', 'wrong')).status).toBe(401);
    expect((await exported('', await config.tokenOf('anna@shop'))).status).toBe(403);
  });

  describe('with very many entries', () => {
    beforeAll(async () => {
      await config.service.parts.database.transaction((tx) =>
        tx.query(
          `insert into audit_log (org, at, actor, what, thing_id, action, version, new)
           select 'default', now(), 'system', 'widget', 'huge', 'changed', n,
             jsonb_build_object('name', repeat('x', 500))
           from generate_series(1, $1::int) n`,
          [auditLimits.exportedEntries.value + 1],
        ),
      );
    });

    it('is not exported in part: a shorter time has to be chosen', async () => {
      const answer = await exported('id=huge');
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ field: '/from', code: 'too-many-changes' }] });
      expect((await table(await exported('id=many'))).length).toBe(250);
    });

    it('is read by its filters from an index', async () => {
      await config.service.parts.database.transaction((tx) => tx.query('analyze audit_log'));
      const plan = await config.service.parts.database.transaction((tx) =>
        tx.query(
          `explain select * from audit_log l where org = 'default' and account_id = 'eve' order by seq desc limit 26`,
        ),
      );
      expect(JSON.stringify(plan)).toContain('audit_log_author');
    });

    it('is exported to few at once, and to others when these are done or have left', async () => {
      await config.service.parts.database.transaction((tx) =>
        tx.query(`delete from audit_log where thing_id = 'huge' and version > 45000`),
      );
      const leaving = new AbortController();
      const path = `${config.service.url}/v1/audit-log/export?id=huge`;
      const headers = { Authorization: `Bearer ${admin}` };
      // They read only the headers, so that the service has to wait for them.
      const slow = await Promise.all([1, 2].map(() => fetch(path, { headers, signal: leaving.signal })));
      expect(slow.map(({ status }) => status)).toEqual([200, 200]);
      expect((await exported('by=eve')).status).toBe(429);
      leaving.abort();
      await eventually(async () => expect((await exported('by=eve')).status).toBe(200));
    });
  });
});
