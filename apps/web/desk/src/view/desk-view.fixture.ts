import type { DeskState } from '@rejoin/client';
import type { Entry, Snapshot } from '@rejoin/contracts';

export const noon = '2026-03-01T12:00:00.000Z';

export function snapshot(conversationId: string, more: Partial<Snapshot> = {}): Snapshot {
  return {
    conversationId,
    widgetId: 'shop',
    workstreamId: 'sales',
    rev: 1,
    state: 'active',
    reason: 'InConversation',
    agent: { agentId: 'anna', name: 'Anna', connected: true },
    customer: { name: 'Mia', status: 'connected', epoch: 1, lostAt: null },
    window: null,
    slotHeld: false,
    ahead: { nextLimitSeconds: 300, extensionsLeft: 2, extensionSeconds: 300, reconnection: true },
    ended: null,
    lastSeq: 0,
    locale: 'en',
    context: null,
    serverNow: noon,
    ...more,
  };
}

/** Returns a snapshot of a customer who is disconnected until a deadline. */
export function away(conversationId: string, deadlineAt: string, more: Partial<Snapshot> = {}): Snapshot {
  return snapshot(conversationId, {
    customer: { name: 'Mia', status: 'away', epoch: 1, lostAt: noon },
    window: {
      epoch: 1,
      kind: 'reconnect',
      deadlineAt,
      limitSeconds: 300,
      extensionsLeft: 2,
      extensionSeconds: 300,
    },
    slotHeld: true,
    ...more,
  });
}

export function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return {
    seq,
    kind: 'message',
    sender: 'customer',
    agentId: null,
    clientId: null,
    text: `text ${seq}`,
    code: null,
    params: {},
    visibility: 'public',
    locale: 'en',
    at: noon,
    link: null,
    ...more,
  };
}

export function system(seq: number, code: NonNullable<Entry['code']>, more: Partial<Entry> = {}): Entry {
  return entry(seq, { kind: 'system', sender: 'system', code, text: null, ...more });
}

export function welcome(serverNow = noon): NonNullable<DeskState['welcome']> {
  return {
    type: 'welcome',
    requestId: 'r',
    account: { accountId: 'anna', agentId: 'anna', displayName: 'Anna', roles: ['agent'] },
    epoch: 1,
    tokenExpiresAt: '2026-03-02T00:00:00.000Z',
    quickReplies: [],
    serverNow,
  };
}

export function deskOf(
  conversations: readonly (readonly [Snapshot | undefined, ...Entry[]])[],
  more: Partial<DeskState> = {},
): DeskState {
  return {
    welcome: welcome(),
    status: undefined,
    read: undefined,
    conversations: new Map(
      conversations.map(([shown, ...entries], index) => [
        shown?.conversationId ?? `c${index}`,
        { snapshot: shown, transcript: { entries, early: [] } },
      ]),
    ),
    ...more,
  };
}
