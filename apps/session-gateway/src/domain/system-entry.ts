import type { SealReason, SystemCode } from '@rejoin/contracts';
import type { SessionEvent } from './session';

export interface SystemEntry {
  readonly code: SystemCode;
  readonly agentId: string | null;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly linkId?: string;
}

const sealCodes: Record<SealReason, SystemCode> = {
  ended: 'ended-by-agent',
  'closed-by-customer': 'ended-by-customer',
  'started-new': 'started-new',
  'gave-up': 'gave-up',
};

/** Returns the system entry that an event adds to the transcript, or null when it adds none. */
export function systemEntry(event: SessionEvent): SystemEntry | null {
  switch (event.type) {
    case 'ConversationStarted':
      return entry('conversation-started');
    case 'ConversationQueued':
      return entry('queued');
    case 'AgentAssigned':
      return entry('agent-joined', event.data.agentId, {
        transferred: event.data.by === 'transfer',
        ...accountParams(event.data),
      });
    case 'ConversationRequeued':
      return entry('agent-left', event.data.agentId, { reason: event.data.reason });
    case 'AgentLost':
      return entry('agent-lost', event.data.agentId);
    case 'AgentReturned':
      return entry('agent-back', event.data.agentId);
    case 'CustomerDisconnected':
      return entry('customer-lost', null, { lostAt: event.data.lostAt, deadlineAt: event.data.deadlineAt });
    case 'CustomerReconnected':
      return entry('customer-back', null, {
        way: event.data.way,
        newDevice: event.data.newDevice,
        ...linkParams(event.data),
      });
    case 'ReconnectLinkSent':
      // A link that an agent sent is part of the agent's own message.
      return event.data.agentId === null ? { ...entry('reconnect-link'), linkId: event.data.linkId } : null;
    case 'SessionTakenOver':
      return entry('customer-elsewhere', null, { way: event.data.way, ...linkParams(event.data) });
    case 'ReconnectionWindowExtended':
      return entry('window-extended', null, {
        by: event.data.by,
        ...accountParams(event.data),
        deadlineAt: event.data.deadlineAt,
      });
    case 'ReconnectTimeExtended':
      return entry('next-window-extended', null, {
        by: event.data.by,
        ...accountParams(event.data),
        nextLimitSeconds: event.data.nextLimitSeconds,
      });
    case 'ConversationSealed':
      return entry(sealCodes[event.data.reason], event.data.agentId, {
        by: event.data.by,
        ...accountParams(event.data),
      });
    case 'ReconnectExpired':
      return entry('window-expired', null, { deadlineAt: event.data.deadlineAt });
    case 'ConversationClosed':
      return entry('closed', null, { reason: event.data.reason });
    default:
      return null;
  }
}

/** Names the link that was used, so that every device can mark it as used. */
function linkParams({ linkId }: { readonly linkId: string | null }): SystemEntry['params'] {
  return linkId === null ? {} : { linkId };
}

function accountParams({ accountId }: { readonly accountId?: string | undefined }): SystemEntry['params'] {
  return accountId === undefined ? {} : { accountId };
}

function entry(
  code: SystemCode,
  agentId: string | null = null,
  params: SystemEntry['params'] = {},
): SystemEntry {
  return { code, agentId, params };
}
