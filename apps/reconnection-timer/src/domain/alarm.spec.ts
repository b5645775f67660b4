import { instant } from '@rejoin/kernel';
import { alarmsOf } from './alarm';

const at = (seconds: number) => instant(Date.UTC(2026, 0, 31, 9) + seconds * 1000);

describe('the alarm of an agent', () => {
  it('is due when the grace period after the disconnect ends', () => {
    const data = { agentId: 'a1', epoch: 7, lostAt: at(0), graceSeconds: 150 };
    expect(alarmsOf({ type: 'AgentDisconnected', data })).toEqual([
      { kind: 'agent-grace', subjectId: 'a1', schedule: { generation: 7, dueAt: at(150) } },
    ]);
  });

  it.each(['AgentConnected', 'AgentSignedOut'] as const)('is switched off by %s', (type) => {
    expect(alarmsOf({ type, data: { agentId: 'a1', epoch: 8, at: at(60) } })).toEqual([
      { kind: 'agent-grace', subjectId: 'a1', schedule: null },
    ]);
  });
});

describe('the alarms of a conversation in wrap-up', () => {
  const wrappedUp = (blockSeconds: number | null, autoCloseSeconds: number) =>
    alarmsOf({
      type: 'ConversationWrappedUp',
      data: {
        conversationId: 'c1',
        workstreamId: 'w1',
        agentId: 'a1',
        reason: 'ConversationEndedByAgent',
        rule: blockSeconds === null ? 'always-block' : 'custom-time',
        blockSeconds,
        autoCloseSeconds,
        generation: 3,
        at: at(0),
      },
    });

  it('end the block first and close the conversation later', () => {
    expect(wrappedUp(60, 900)).toEqual([
      { kind: 'wrap-up-block', subjectId: 'c1', schedule: { generation: 3, dueAt: at(60) } },
      { kind: 'auto-close', subjectId: 'c1', schedule: { generation: 3, dueAt: at(900) } },
    ]);
  });

  it('never close it before the block ends', () => {
    expect(wrappedUp(1200, 900)[1]?.schedule?.dueAt).toBe(at(1200));
  });

  it('have no block unless the rule sets a time', () => {
    expect(wrappedUp(null, 900)[0]).toEqual({ kind: 'wrap-up-block', subjectId: 'c1', schedule: null });
  });

  it('are switched off when the conversation is closed', () => {
    const data = {
      conversationId: 'c1',
      workstreamId: 'w1',
      reason: 'ClosedByAgent' as const,
      at: at(9),
    };
    expect(alarmsOf({ type: 'ConversationClosed', data })).toEqual([
      { kind: 'wrap-up-block', subjectId: 'c1', schedule: null },
      { kind: 'auto-close', subjectId: 'c1', schedule: null },
    ]);
  });
});
