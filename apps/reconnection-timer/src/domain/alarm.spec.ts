import { instant } from '@rejoin/kernel';
import { alarmsOf } from './alarm';

const at = (seconds: number) => instant(Date.UTC(2026, 0, 31, 9) + seconds * 1000);

describe('an agent', () => {
  it('who lost the line has the grace from that moment', () => {
    const data = { agentId: 'a1', epoch: 7, lostAt: at(0), graceSeconds: 150 };
    expect(alarmsOf({ type: 'AgentDisconnected', data })).toEqual([
      { kind: 'agent-grace', subjectId: 'a1', set: { generation: 7, dueAt: at(150) } },
    ]);
  });

  it.each(['AgentConnected', 'AgentSignedOut'] as const)('has no alarm any more: %s', (type) => {
    expect(alarmsOf({ type, data: { agentId: 'a1', epoch: 8, at: at(60) } })).toEqual([
      { kind: 'agent-grace', subjectId: 'a1', set: null },
    ]);
  });
});

describe('a conversation in wrap-up', () => {
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

  it('gives its units back after the block, and closes by itself', () => {
    expect(wrappedUp(60, 900)).toEqual([
      { kind: 'wrap-up-block', subjectId: 'c1', set: { generation: 3, dueAt: at(60) } },
      { kind: 'auto-close', subjectId: 'c1', set: { generation: 3, dueAt: at(900) } },
    ]);
  });

  it('is not closed before the block is over', () => {
    expect(wrappedUp(1200, 900)[1]?.set?.dueAt).toBe(at(1200));
  });

  it('has no block unless the rule sets a time', () => {
    expect(wrappedUp(null, 900)[0]).toEqual({ kind: 'wrap-up-block', subjectId: 'c1', set: null });
  });

  it('that is closed has no alarms any more', () => {
    const data = {
      conversationId: 'c1',
      workstreamId: 'w1',
      reason: 'ClosedByAgent' as const,
      at: at(9),
    };
    expect(alarmsOf({ type: 'ConversationClosed', data })).toEqual([
      { kind: 'wrap-up-block', subjectId: 'c1', set: null },
      { kind: 'auto-close', subjectId: 'c1', set: null },
    ]);
  });
});
