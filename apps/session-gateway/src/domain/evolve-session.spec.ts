import {
  after,
  aSession,
  assigned,
  conversationId,
  expired,
  found,
  lost,
  noon,
  promoted,
  sealedBy,
} from './session.fixture';
import { evolve } from './evolve-session';
import type { SessionEvent } from './session';

const held: SessionEvent = {
  type: 'CapacityHeld',
  data: { conversationId, agentId: 'anna', units: 1, at: noon },
};
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

describe('the slot of an assigned agent', () => {
  const served = aSession(found('a'), assigned('anna'));
  const away = after(after(served, lost, noon), promoted, '2026-03-01T12:00:05.000Z');

  it('is held from the first moment that the customer is away, before routing has said so', () => {
    expect(after(served, lost, noon).slotHeld).toBe(false);
    expect(away.slotHeld).toBe(true);
  });

  it.each([
    ['ends', sealedBy('agent', 'ended')],
    ['expires', expired],
  ])('stays held when the window %s, until the wrap-up takes its place', (_, event) => {
    const sealed = evolve(away, event);
    expect(sealed).toMatchObject({ window: null, slotHeld: true });
    expect(evolve(sealed, wrappedUp).slotHeld).toBe(false);
  });

  it('is held by whom the conversation goes over to meanwhile', () => {
    expect(evolve(away, assigned('bea')).slotHeld).toBe(true);
  });

  it('is not held of a place in the queue', () => {
    const queued = after(aSession(found('a')), lost, noon);
    expect(after(queued, promoted, '2026-03-01T12:00:05.000Z').slotHeld).toBe(false);
  });

  it.each([
    ['the customer is back, whatever routing says late', held],
    ['it is in wrap-up: what still blocks it is that', wrappedUp],
  ])('is not held when %s', (_, event) => {
    const from = event === held ? served : away;
    expect(evolve(from, event).slotHeld).toBe(false);
  });
});

describe('the transcript of a session', () => {
  const served = aSession(found('a'), assigned('anna'));
  const sent: SessionEvent = {
    type: 'MessageSent',
    data: { conversationId, seq: served.lastSeq + 1, sender: 'agent', agentId: 'anna', bytes: 1, at: noon },
  };

  it('grows by one with a message, and by one with what both sides are told', () => {
    expect(evolve(served, sent).lastSeq).toBe(served.lastSeq + 1);
    expect(evolve(served, sealedBy('agent', 'ended')).lastSeq).toBe(served.lastSeq + 1);
  });

  it('does not grow with what is told to nobody', () => {
    expect(evolve(served, found('b')).lastSeq).toBe(served.lastSeq);
    expect(evolve(served, held).lastSeq).toBe(served.lastSeq);
  });

  it('makes no new snapshot necessary with a message, and one with everything else', () => {
    expect(evolve(served, sent).rev).toBe(served.rev);
    expect(evolve(served, held)).toBe(served);
    for (const event of [found('b'), wrappedUp, expired])
      expect(evolve(served, event).rev).toBe(served.rev + 1);
  });
});

describe('a session after an event that means nothing to it', () => {
  it('is the very same session', () => {
    const served = aSession(found('a'), assigned('anna'), held);
    expect(evolve(served, held)).toBe(served);
    expect(evolve(served, found('b'))).not.toBe(served);
  });
});

describe('a window', () => {
  const away = after(
    after(aSession(found('a'), assigned('anna')), lost, noon),
    promoted,
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

  it.each([expired, sealedBy('agent', 'ended')])('is over when the conversation is ($type)', (event) => {
    expect(evolve(away, event)).toMatchObject({ window: null, promoteAt: null });
    expect(evolve(away, event).sealed).not.toBeNull();
  });
});

describe('a conversation that goes back to the queue', () => {
  const served = aSession(found('a'), assigned('anna'));
  const away = after(after(served, lost, noon), promoted, '2026-03-01T12:00:05.000Z');
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

  it('is nobody’s, holds no slot, and remembers that it was served', () => {
    expect(evolve(away, requeued)).toMatchObject({
      state: 'open',
      agentId: null,
      slotHeld: false,
      hadAgent: true,
    });
  });

  it('gives its customer the whole time limit at the next loss', () => {
    expect(after(evolve(served, requeued), lost, noon).lostKind).toBe('reconnect');
  });
});
