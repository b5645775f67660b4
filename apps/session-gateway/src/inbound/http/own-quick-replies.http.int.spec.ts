import { deskLimits, type OwnQuickReplies, type Role } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { GatewayFixture } from '../../gateway.fixture';

describe('own quick replies', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());

  const path = '/v1/me/quick-replies';
  const as = async (accountId: string, roles: Role[] = ['agent']) => ({
    authorization: `Bearer ${await gateway.token({ accountId, agentId: accountId, roles })}`,
  });
  const list = async (accountId: string) => {
    const { status, json } = await gateway.http('GET', path, { headers: await as(accountId) });
    expect(status).toBe(200);
    return (json as unknown as OwnQuickReplies).items;
  };
  const save = async (accountId: string, id: string, body: object) =>
    gateway.http('POST', `${path}/${id}`, { headers: await as(accountId), body });
  const remove = async (accountId: string, id: string) =>
    gateway.http('POST', `${path}/${id}/remove`, { headers: await as(accountId), body: {} });

  it('are created, changed and deleted by their agent', async () => {
    const [anna, id] = [newId(), newId()];
    expect(await list(anna)).toEqual([]);
    const first = await save(anna, id, { title: ' Hello ', body: 'Hi {{customer.name}}' });
    expect([first.status, first.json]).toEqual([
      200,
      { quickReplyId: id, title: 'Hello', body: 'Hi {{customer.name}}', changedAt: expect.any(String) },
    ]);
    await save(anna, id, { title: 'Bye', body: 'Goodbye' });
    await save(anna, newId(), { title: 'A first one', body: 'First' });
    expect((await list(anna)).map(({ title, body }) => [title, body])).toEqual([
      ['A first one', 'First'],
      ['Bye', 'Goodbye'],
    ]);
    expect((await remove(anna, id)).status).toBe(200);
    expect((await remove(anna, id)).status).toBe(200);
    expect((await list(anna)).map(({ title }) => title)).toEqual(['A first one']);
  });

  it('of another agent are neither read, changed nor deleted', async () => {
    const [anna, ben, id] = [newId(), newId(), newId()];
    await save(anna, id, { title: 'Mine', body: 'Of Anna' });
    await save(ben, id, { title: 'Mine', body: 'Of Ben' });
    await remove(ben, id);
    expect(await list(ben)).toEqual([]);
    expect((await list(anna)).map(({ body }) => body)).toEqual(['Of Anna']);
    const asked = await gateway.http('GET', path, { headers: await as(anna, ['supervisor']) });
    expect([asked.status, asked.json['name']]).toEqual([403, 'forbidden']);
  });

  it('are bounded in number, also when many are saved at once, and in size', async () => {
    const anna = newId();
    const most = deskLimits.ownReplies.value;
    await gateway.database.query(
      `insert into own_quick_replies (account_id, id, title, body)
       select $1, n::text, n::text, 'text' from generate_series(1, $2::int) n`,
      [anna, most - 1],
    );
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => save(anna, newId(), { title: 'One more', body: 'text' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429]);
    expect(await list(anna)).toHaveLength(most);
    expect((await save(anna, '1', { title: 'Changed', body: 'text' })).status).toBe(200);
    const units = deskLimits.ownReplyUnits.value;
    for (const [title, body, status] of [
      ['t', 'x'.repeat(units), 200],
      ['t', 'x'.repeat(units + 1), 400],
      ['t'.repeat(201), 'x', 400],
      ['  ', 'x', 400],
      ['t', ' \n', 400],
      ['t', '\u0000', 400],
    ] as const)
      expect((await save(anna, '1', { title, body })).status).toBe(status);
  });
});
