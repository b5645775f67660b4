import { systemEntry } from './system-entry';
import { assigned, conversationId, expired, found, noon, sealedBy } from './session.fixture';
import type { SessionEvent } from './session';

const linkSent = (agentId: string | null): SessionEvent => ({
  type: 'ReconnectLinkSent',
  data: { conversationId, linkId: 'l1', agentId, at: noon },
});

describe('a line of the transcript', () => {
  it('tells who joined, and whether the conversation was handed over', () => {
    expect(systemEntry(assigned('anna'))).toEqual({
      code: 'agent-joined',
      agentId: 'anna',
      params: { transferred: false },
    });
  });

  it('tells who ended it, and how', () => {
    expect(systemEntry(sealedBy('agent', 'ended'))?.code).toBe('ended-by-agent');
    expect(systemEntry(sealedBy('customer', 'closed-by-customer'))?.code).toBe('ended-by-customer');
    expect(systemEntry(expired)?.code).toBe('window-expired');
  });

  it('carries the link that took the place of a used one', () => {
    expect(systemEntry(linkSent(null))).toMatchObject({ code: 'reconnect-link', linkId: 'l1' });
  });

  it('is not left by a link that an agent sent: it stands in the message', () => {
    expect(systemEntry(linkSent('anna'))).toBeNull();
  });

  it('is not left by a page that was refreshed', () => {
    expect(systemEntry(found('a'))).toBeNull();
  });
});
