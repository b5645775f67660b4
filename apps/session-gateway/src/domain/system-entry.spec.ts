import { systemEntry } from './system-entry';
import { assigned, conversationId, expired, joined, noon, sealedBy } from './session.fixture';
import type { RoutingFact } from '@rejoin/contracts';
import type { SessionEvent } from './session';

const linkSent = (agentId: string | null): SessionEvent => ({
  type: 'ReconnectLinkSent',
  data: { conversationId, linkId: 'l1', agentId, at: noon },
});

const accountId = 'sue';
const by = 'supervisor';
const { data: toAnna } = assigned('anna') as Extract<RoutingFact, { type: 'AgentAssigned' }>;
const transferred: SessionEvent = { type: 'AgentAssigned', data: { ...toAnna, by: 'transfer', accountId } };
const gaveUp: SessionEvent = {
  type: 'ConversationSealed',
  data: { conversationId, by, accountId, agentId: null, reason: 'gave-up', endedEpoch: 1, at: noon },
};
const more = { conversationId, by, accountId, extensionsLeft: 0, at: noon } as const;
const extended: SessionEvent = {
  type: 'ReconnectionWindowExtended',
  data: { ...more, epoch: 1, deadlineAt: noon, seconds: 60, request: 'r1' },
};
const extendedAhead: SessionEvent = {
  type: 'ReconnectTimeExtended',
  data: { ...more, nextLimitSeconds: 60 },
};

describe('a system entry', () => {
  it('names the agent who joined, and whether the conversation was transferred', () => {
    expect(systemEntry(assigned('anna'))).toEqual({
      code: 'agent-joined',
      agentId: 'anna',
      params: { transferred: false },
    });
  });

  it('names who ended the conversation, and how', () => {
    expect(systemEntry(sealedBy('agent', 'ended'))?.code).toBe('ended-by-agent');
    expect(systemEntry(sealedBy('customer', 'closed-by-customer'))?.code).toBe('ended-by-customer');
    expect(systemEntry(expired)?.code).toBe('window-expired');
  });

  it.each<[string, SessionEvent]>([
    ['handed it over', transferred],
    ['gave up', gaveUp],
    ['gave more time', extended],
    ['gave more time ahead', extendedAhead],
  ])('names the account of a supervisor who %s', (_, event) => {
    expect(systemEntry(event)?.params).toMatchObject({ accountId: 'sue' });
    const { accountId: _accountId, ...data } = event.data as { accountId?: string };
    expect(systemEntry({ ...event, data } as SessionEvent)?.params).not.toHaveProperty('accountId');
  });

  it('contains the link that replaced a used one', () => {
    expect(systemEntry(linkSent(null))).toMatchObject({ code: 'reconnect-link', linkId: 'l1' });
  });

  it('is not added for a link that an agent sent, because the message has it', () => {
    expect(systemEntry(linkSent('anna'))).toBeNull();
  });

  it('is not added for a page that was reloaded', () => {
    expect(systemEntry(joined('a'))).toBeNull();
  });
});
