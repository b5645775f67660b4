import {
  after,
  aSession,
  assigned,
  conversationId,
  expired,
  joined,
  loseCommand,
  noon,
  promoteCommand,
  sealedBy,
} from './session.fixture';
import { evolve } from './evolve-session';
import type { SessionEvent } from './session';

const held: SessionEvent = {
  type: 'CapacityHeld',
  data: { conversationId, agentId: 'anna', units: 1, at: noon },
};
const resumed: SessionEvent = { ...held, type: 'CapacityResumed' };
const wrappedUp: SessionEvent = {
  type: 'ConversationWrappedUp',
  data: {
    conversationId,
    workstreamId: 's1',
    agentId: 'anna',
    reason: 'ConversationEndedByAgent',
    rule: 'always-block',
    blockSeconds: null,
    autoCloseSeconds: 900,
    generation: 1,
    at: noon,
  },
};

describe('the capacity of an assigned agent', () => {
  const served = aSession(joined('a'), assigned('anna'));
  const away = after(after(served, loseCommand, noon), promoteCommand, '2026-03-01T12:00:05.000Z');

  it("is on hold as soon as the customer is away, before routing's fact arrives", () => {
    expect(after(served, loseCommand, noon).slotHeld).toBe(false);
    expect(away.slotHeld).toBe(true);
  });

  it.each([
    ['ends', sealedBy('agent', 'ended')],
    ['expires', expired],
  ])('stays on hold when the window %s, until the wrap-up replaces it', (_, event) => {
    const sealed = evolve(away, event);
    expect(sealed).toMatchObject({ window: null, slotHeld: true });
    expect(evolve(sealed, wrappedUp).slotHeld).toBe(false);
  });

  it('is on hold for the agent to whom the conversation is transferred meanwhile', () => {
    expect(evolve(away, assigned('bea')).slotHeld).toBe(true);
  });

  it('is not on hold for a conversation in the queue', () => {
    const queued = after(aSession(joined('a')), loseCommand, noon);
    expect(after(queued, promoteCommand, '2026-03-01T12:00:05.000Z').slotHeld).toBe(false);
  });

  it('is told again when routing resumes it, should a gateway of the release before have stored the hold', () => {
    const contradictory = { ...served, slotHeld: true };
    expect(evolve(contradictory, resumed)).toEqual({ ...served, rev: served.rev + 1 });
  });

  it.each([
    ['the customer is back, whatever routing says late', held],
    ['it is in wrap-up: what still blocks it is that', wrappedUp],
  ])('is not on hold when %s', (_, event) => {
    const from = event === held ? served : away;
    expect(evolve(from, event).slotHeld).toBe(false);
  });
});

describe('the transcript of a session', () => {
  const served = aSession(joined('a'), assigned('anna'));
  const sent: SessionEvent = {
    type: 'MessageSent',
    data: { conversationId, seq: served.lastSeq + 1, sender: 'agent', agentId: 'anna', bytes: 1, at: noon },
  };

  it('grows by one entry with a message and with each system entry', () => {
    expect(evolve(served, sent).lastSeq).toBe(served.lastSeq + 1);
    expect(evolve(served, sealedBy('agent', 'ended')).lastSeq).toBe(served.lastSeq + 1);
  });

  it('does not grow with events that are not shown', () => {
    expect(evolve(served, joined('b')).lastSeq).toBe(served.lastSeq);
    expect(evolve(served, held).lastSeq).toBe(served.lastSeq);
  });

  it('has the same revision after a message, and a new one after every other entry', () => {
    expect(evolve(served, sent).rev).toBe(served.rev);
    expect(evolve(served, held)).toBe(served);
    for (const event of [joined('b'), wrappedUp, expired])
      expect(evolve(served, event).rev).toBe(served.rev + 1);
  });
});

describe('a session after an event that changes nothing', () => {
  it('is the same object', () => {
    const served = aSession(joined('a'), assigned('anna'), held);
    expect(evolve(served, held)).toBe(served);
    expect(evolve(served, joined('b'))).not.toBe(served);
  });
});

describe('a window', () => {
  const away = after(
    after(aSession(joined('a'), assigned('anna')), loseCommand, noon),
    promoteCommand,
    '2026-03-01T12:00:05.000Z',
  );

  it('is unchanged by the extension of an earlier one', () => {
    const data = { conversationId, epoch: 7, deadlineAt: noon, by: 'agent', seconds: 60 } as const;
    const stale: SessionEvent = {
      type: 'ReconnectionWindowExtended',
      data: { ...data, extensionsLeft: 0, request: 'r', at: noon },
    };
    expect(evolve(away, stale).window).toEqual(away.window);
  });

  it.each([expired, sealedBy('agent', 'ended')])('is closed when the conversation is ($type)', (event) => {
    expect(evolve(away, event)).toMatchObject({ window: null, promoteAt: null });
    expect(evolve(away, event).sealed).not.toBeNull();
  });
});

describe('a conversation that returns to the queue', () => {
  const served = aSession(joined('a'), assigned('anna'));
  const away = after(after(served, loseCommand, noon), promoteCommand, '2026-03-01T12:00:05.000Z');
  const requeued: SessionEvent = {
    type: 'ConversationRequeued',
    data: {
      conversationId,
      workstreamId: 's1',
      agentId: 'anna',
      reason: 'AgentClosedSession',
      parked: false,
      at: noon,
    },
  };

  it('has no agent and no capacity on hold, and remembers that it had an agent', () => {
    expect(evolve(away, requeued)).toMatchObject({
      state: 'open',
      agentId: null,
      slotHeld: false,
      hadAgent: true,
    });
  });

  it('gives its customer the whole time limit after the next loss', () => {
    expect(after(evolve(served, requeued), loseCommand, noon).lostKind).toBe('reconnect');
  });
});
