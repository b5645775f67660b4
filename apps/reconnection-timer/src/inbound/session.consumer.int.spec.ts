import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { TimerOnBus } from '../timer-on-bus.fixture';

describe('a conversation whose records are kept no longer', () => {
  let timer: TimerOnBus;

  beforeAll(async () => {
    timer = await TimerOnBus.start(1);
  });
  afterAll(() => timer.stop());

  const later = (seconds: number) => instant(Date.now() + seconds * 1_000);

  async function away(limitSeconds: number): Promise<string> {
    const conversationId = newId();
    await timer.gateway.publish({
      type: 'CustomerDisconnected',
      data: {
        ...{ conversationId, workstreamId: 's1', epoch: 1, kind: 'reconnect', limitSeconds },
        ...{ lostAt: later(0), awayAt: later(0), deadlineAt: later(limitSeconds) },
        extension: { times: 0, seconds: 60 },
      },
    });
    return conversationId;
  }

  async function deleted(conversationId: string): Promise<void> {
    await timer.gateway.publish({ type: 'ConversationDeleted', data: { conversationId, at: later(0) } });
    await eventually(async () => {
      const rows = await timer.database.query(
        `select from applied_versions where family = 'session' and aggregate_id = $1 and version = 2`,
        [conversationId],
      );
      expect(rows).toHaveLength(1);
    });
  }

  const records = (conversationId: string) =>
    timer.database.query(
      `select 'alarm' as kind from alarms where subject_id = $1
       union all select 'reconnection' from reconnections where conversation_id = $1
       union all select 'window' from windows where conversation_id = $1 order by kind`,
      [conversationId],
    );

  it('is deleted with its windows and its alarms', async () => {
    const conversationId = await away(1);
    const at = later(0);
    await timer.routing.publish(
      {
        type: 'ConversationWrappedUp',
        data: {
          ...{ conversationId, workstreamId: 's1', agentId: 'anna', reason: 'ConversationEndedByAgent' },
          ...{ generation: 1, rule: 'always-block', blockSeconds: null, autoCloseSeconds: 900, at },
        },
      },
      {
        type: 'ConversationClosed',
        data: { conversationId, workstreamId: 's1', reason: 'ClosedByAgent', at },
      },
    );
    await eventually(() => timer.factTypesOf(conversationId).includes('ReconnectExpired'));
    await eventually(async () => expect(await records(conversationId)).toHaveLength(4));
    await deleted(conversationId);
    expect(await records(conversationId)).toEqual([]);
  });

  it('is left alone while its window is open', async () => {
    const conversationId = await away(60);
    await eventually(() => timer.factTypesOf(conversationId).includes('ReconnectionWindowOpened'));
    await deleted(conversationId);
    expect(await records(conversationId)).toEqual([{ kind: 'reconnection' }, { kind: 'window' }]);
  });
});
