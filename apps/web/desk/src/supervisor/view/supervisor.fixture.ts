import type { OpenWindow } from '@rejoin/contracts';
import type { AgentLoad, Movable } from './colleagues';

export function openWindow(conversationId: string, more: Partial<OpenWindow> = {}): OpenWindow {
  return {
    conversationId,
    workstreamId: 'sales',
    workstreamName: 'Sales',
    widgetId: 'shop',
    customerName: 'Mia',
    agent: { agentId: 'anna', name: 'Anna', connected: true },
    state: 'active',
    reason: 'InConversation',
    epoch: 1,
    kind: 'reconnect',
    lostAt: '2026-03-01T12:00:00.000Z',
    deadlineAt: '2026-03-01T12:05:00.000Z',
    limitSeconds: 300,
    extensionsLeft: 2,
    extensionSeconds: 300,
    heldUnits: 20,
    ...more,
  };
}

export function agentLoad(agentId: string, more: Partial<AgentLoad> = {}): AgentLoad {
  return {
    agentId,
    name: agentId,
    presence: 'available',
    chosen: 'available',
    line: 'connected',
    usedUnits: 0,
    heldUnits: 0,
    maxUnits: 100,
    conversations: 0,
    workstreamIds: ['sales'],
    ...more,
  };
}

export function movable(more: Partial<Movable> = {}): Movable {
  const { agent, workstreamId, heldUnits: units } = openWindow('a');
  return { agent, workstreamId, units, ...more };
}
