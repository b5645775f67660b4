import { aSession, assigned, conversationId, found, noon, sealedBy } from './session.fixture';
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

describe('a conversation in wrap-up', () => {
  it('shows no slot held for its customer: what still blocks it is the wrap-up', () => {
    const waiting = aSession(found('a'), assigned('anna'), held, sealedBy('agent', 'ended'));
    expect(waiting.slotHeld).toBe(true);
    expect(evolve(waiting, wrappedUp)).toMatchObject({ state: 'wrap-up', slotHeld: false });
  });
});
