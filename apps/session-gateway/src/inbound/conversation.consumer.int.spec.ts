import { requestReconnect, type FactOf, type reconnection } from '@rejoin/contracts';
import { claimOf, hashSecret } from '@rejoin/kernel';
import type { DeliveredOf } from '@rejoin/messaging';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../gateway.fixture';
import { readSession } from '../store/session-lookups';
import { ConversationConsumer } from './conversation.consumer';

describe('facts of other services at the gateway', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  /** Returns the entries about an agent, in their order. */
  async function agentEntries(conversationId: string): Promise<string[]> {
    const rows = await gateway.database.query<{ code: string }>(
      `select code from entries where conversation_id = $1 and code like 'agent-%' order by seq`,
      [conversationId],
    );
    return rows.map(({ code }) => code);
  }

  describe('an agent whose desk is lost', () => {
    it('is shown once to a customer who is assigned to them after that', async () => {
      const agentId = await gateway.agent();
      const desk = await gateway.desk(agentId);
      const [early, late] = [await gateway.customer(widgetId), await gateway.customer(widgetId)];
      await gateway.assign(early.conversationId, agentId);
      desk.leave();
      // The gateway has applied its own fact about the desk, and no other one follows.
      await gateway.until(early.conversationId, ({ agentLost }) => agentLost);
      await gateway.assign(late.conversationId, agentId);
      await gateway.until(late.conversationId, ({ agentLost }) => agentLost);

      await gateway.desk(agentId);
      for (const { conversationId } of [early, late]) {
        await gateway.until(conversationId, ({ agentLost }) => !agentLost);
        expect(await agentEntries(conversationId)).toEqual(['agent-joined', 'agent-lost', 'agent-back']);
      }
    });

    it('is shown once to a customer who is assigned to them at the same moment', async () => {
      const agentId = await gateway.agent();
      await gateway.desk(agentId);
      const { conversationId } = await gateway.customer(widgetId);
      const assignment = await gateway.database.transaction(async (tx) => {
        await tx.query(
          `update desks set desk = desk || jsonb_build_object('status', 'away', 'lostAt', desk->'seenAt') where agent_id = $1`,
          [agentId],
        );
        const assignment = gateway.assign(conversationId, agentId);
        // The assignment is applied only after the status of the desk has been read.
        await eventually(async () => expect(await waiting('desks')).toBeGreaterThan(0));
        return { done: assignment };
      });
      await assignment.done;
      await gateway.until(conversationId, ({ agentLost }) => agentLost);
      expect(await agentEntries(conversationId)).toEqual(['agent-joined', 'agent-lost']);
    });
  });

  describe('a return that was accepted and never bound', () => {
    it('is bound by the claim of its epoch, also when an earlier one is in the same batch', async () => {
      const { caller, conversationId, resume } = await gateway.customer(widgetId);
      caller.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      const back = await gateway.call('/v1/chat');
      expect(await back.ask(resume)).toMatchObject({ type: 'resumed', epoch: 2 });
      back.leave();
      await gateway.until(conversationId, ({ status }) => status === 'away');
      // The timer accepts, but its answer is lost, as if the gateway had died in between.
      await gateway.timer.answer(requestReconnect, () => Promise.reject(new Error('no answer')));
      expect(await (await gateway.call('/v1/chat')).refusal(resume)).toBe('unavailable');
      expect(await readSession(gateway.database, conversationId)).toMatchObject({ epoch: 2, status: 'away' });

      const claim = claimOf(hashSecret(resume.secret));
      await deliverInOneBatch(accepted(conversationId, 1, claim), accepted(conversationId, 2, claim));
      expect(await readSession(gateway.database, conversationId)).toMatchObject({ epoch: 3, lines: [] });
    });
  });

  /** Gives the consumer facts of the timer in one batch. */
  async function deliverInOneBatch(
    ...facts: FactOf<typeof reconnection, 'ReconnectAccepted'>[]
  ): Promise<void> {
    const consumer = gateway.replica().app.get(ConversationConsumer);
    const delivered = facts as unknown as DeliveredOf<typeof reconnection, 'ReconnectAccepted'>[];
    await gateway.database.transaction((tx) => consumer.onReconnections(delivered, tx));
  }

  /** Returns how many statements of the gateway wait for a row of a table. */
  async function waiting(table: string): Promise<number> {
    const [row] = await gateway.database.query<{ count: number }>(
      `select count(*) as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%from ' || $1 || '%'`,
      [table],
    );
    return row?.count ?? 0;
  }
});

function accepted(
  conversationId: string,
  epoch: number,
  claim: string,
): FactOf<typeof reconnection, 'ReconnectAccepted'> {
  const at = new Date().toISOString();
  const data = { conversationId, epoch, nextEpoch: epoch + 1, way: 'resume', claim, at } as const;
  return { type: 'ReconnectAccepted', data };
}
