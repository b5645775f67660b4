import type { Entry, Snapshot } from '@rejoin/contracts';
import { evolve } from './evolve';
import { initial, type State, type WidgetEvent } from './state';

const at = '2026-01-01T00:00:00.000Z';

export function given(...events: WidgetEvent[]): State {
  return events.reduce(evolve, initial);
}

export function message(seq: number, more: Partial<Entry> = {}): Entry {
  return {
    seq,
    kind: 'message',
    sender: 'agent',
    agentId: 'ada',
    clientId: null,
    text: `message ${seq}`,
    code: null,
    params: { name: 'Ada' },
    visibility: 'public',
    locale: 'en',
    at,
    link: null,
    ...more,
  };
}

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    conversationId: 'c1',
    widgetId: 'shop',
    workstreamId: 'shop',
    rev: 1,
    state: 'active',
    reason: 'InConversation',
    agent: { agentId: 'ada', name: 'Ada', connected: true },
    customer: { name: null, status: 'connected', epoch: 1, lostAt: null },
    window: null,
    slotHeld: false,
    ahead: { nextLimitSeconds: 300, extensionsLeft: 1, extensionSeconds: 120 },
    ended: null,
    lastSeq: 1,
    locale: 'en',
    context: null,
    serverNow: at,
    ...more,
  };
}
