import { eventually } from '@rejoin/testing';
import { now, RoutingFixture } from '../routing.fixture';

describe('a conversation whose records are kept no longer', () => {
  let routing: RoutingFixture;

  beforeAll(async () => {
    routing = await RoutingFixture.start();
  });
  afterAll(() => routing.stop());

  const records = (conversationId: string) =>
    routing.database.query(
      `select 'conversation' as kind from conversations where id = $1
       union all select 'ledger' from capacity_ledger where conversation_id = $1
       union all select 'hold' from holds where conversation_id = $1 order by kind`,
      [conversationId],
    );
  const deleted = (conversationId: string) =>
    routing.publish({ type: 'ConversationDeleted', data: { conversationId, at: now() } });

  async function active() {
    const workstreamId = await routing.workstream({ wrapUpRule: 'dont-block' });
    const agentId = await routing.agent(workstreamId);
    const conversationId = await routing.start(workstreamId);
    await routing.assigned(conversationId);
    await routing.away(conversationId, 1);
    await eventually(async () => expect((await routing.row(conversationId)).slot).toBe('held'));
    await routing.back(conversationId, 1);
    await eventually(async () => expect((await routing.row(conversationId)).slot).toBe('consumed'));
    return { workstreamId, agentId, conversationId };
  }

  it('is deleted with its ledger and its holds, and its versions remain', async () => {
    const { conversationId, agentId, workstreamId } = await active();
    await routing.seal(conversationId, 'ended', agentId);
    await routing.untilState(conversationId, 'wrap-up');
    await routing.ring('auto-close', conversationId, await generationOf(conversationId));
    await routing.untilState(conversationId, 'closed');
    expect(await records(conversationId)).toEqual([
      { kind: 'conversation' },
      { kind: 'hold' },
      { kind: 'ledger' },
    ]);
    await deleted(conversationId);
    await eventually(async () => expect(await records(conversationId)).toEqual([]));

    // The applied version refuses a late copy of its facts.
    const [version] = await routing.database.query<{ version: number }>(
      `select version from applied_versions where family = 'session' and aggregate_id = $1`,
      [conversationId],
    );
    expect(version?.version).toBe(2);
    expect(await routing.usedUnits(agentId)).toBe(0);
    const next = await routing.start(workstreamId);
    expect(await routing.assigned(next)).toBe(agentId);
    // By then the outbox has no facts about the conversation.
    await routing.database.query(`delete from outbox where aggregate_id = $1`, [conversationId]);
    expect(await routing.audit()).toEqual([]);
  });

  it('is left alone while it is active', async () => {
    const { conversationId, agentId } = await active();
    await deleted(conversationId);
    await eventually(async () => {
      const rows = await routing.database.query(
        `select from applied_versions where family = 'session' and aggregate_id = $1 and version = 2`,
        [conversationId],
      );
      expect(rows).toHaveLength(1);
    });
    expect(await records(conversationId)).toHaveLength(3);
    expect(await routing.usedUnits(agentId)).toBe(1);
  });

  async function generationOf(conversationId: string): Promise<number> {
    const [row] = await routing.database.query<{ generation: number }>(
      `select generation from conversations where id = $1`,
      [conversationId],
    );
    return row?.generation ?? 0;
  }
});
