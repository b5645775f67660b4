import {
  returnBuckets,
  type AgentLoads,
  type DayFigures,
  type OpenWindow,
  type OpenWindows,
  type Queues,
} from '@rejoin/contracts';

/** Minutes from now; negative ones are past. */
const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** What the server has to say to a supervisor. */
export interface SupervisorScene {
  readonly windows: () => OpenWindows;
  readonly queues: () => Queues;
  readonly agents: () => AgentLoads;
  readonly figures: () => DayFigures;
}

const anna = { agentId: 'anna', name: 'Anna Berg', connected: true };
const ben = { agentId: 'ben', name: 'Ben Okafor', connected: false };

/** A busy moment: eight are away, one desk is lost, one agent is full, and a queue waits. */
export function supervisorScene(): SupervisorScene {
  const window = (id: string, left: number, since: number, more: Partial<OpenWindow> = {}): OpenWindow => ({
    conversationId: id,
    workstreamId: 'orders',
    workstreamName: 'Orders and delivery',
    widgetId: 'shop-help',
    customerName: null,
    agent: anna,
    state: 'active',
    reason: 'InConversation',
    epoch: 1,
    kind: 'reconnect',
    lostAt: at(-since),
    deadlineAt: at(left),
    limitSeconds: Math.round((left + since) * 60),
    extensionsLeft: 2,
    extensionSeconds: 300,
    heldUnits: 20,
    ...more,
  });
  const returns = { workstreamId: 'returns', workstreamName: 'Returns', heldUnits: 10 };
  const parked = { agent: null, state: 'open', reason: 'AgentDisconnected', heldUnits: 0 } as const;
  const windows = [
    window('w1', 0.6, 4.4, { customerName: 'Li Wei', extensionsLeft: 0 }),
    window('w2', 1.3, 3.7, { customerName: 'Omar Haddad', agent: ben }),
    window('w3', 1.8, 1.2, { ...parked, kind: 'open-hold', reason: 'AwaitingAgentAssignment' }),
    window('w4', 2.9, 2.1, { customerName: 'Mia Torres', agent: ben, ...returns }),
    window('w5', 3.6, 1.4, { customerName: 'Jan Novák', ...parked }),
    window('w6', 4.2, 0.8, { customerName: 'Aoife O’Sullivan', extensionsLeft: 1, ...returns }),
    window('w7', 8.1, 6.9, { customerName: 'Maximilian von Hohenstein-Wittgenau' }),
    window('w8', 64, 11, { customerName: 'Fatima Zahra', agent: { ...anna, name: 'Carla Rossi' } }),
  ];
  return {
    windows: () => ({ windows, total: windows.length, next: null, serverNow: at(0) }),
    queues: () => ({ queues: queues(), serverNow: at(0) }),
    agents: () => ({ agents: agents(), next: null, serverNow: at(0) }),
    figures: () => figures(),
  };
}

function queues(): Queues['queues'] {
  const queue = { active: true, timeZone: 'Europe/Berlin', waiting: 0, oldestWaitingSince: null, parked: 0 };
  return [
    {
      ...queue,
      workstreamId: 'orders',
      name: 'Orders and delivery',
      waiting: 4,
      oldestWaitingSince: at(-3.4),
      parked: 1,
    },
    { ...queue, workstreamId: 'returns', name: 'Returns', waiting: 1, oldestWaitingSince: at(-0.7) },
    { ...queue, workstreamId: 'accounts', name: 'Accounts' },
  ];
}

function agents(): AgentLoads['agents'] {
  const agent = {
    presence: 'available',
    chosen: 'available',
    line: 'connected',
    maxUnits: 100,
    workstreamIds: ['orders', 'returns'],
  } as const;
  const given = [...agent.workstreamIds];
  return [
    { ...agent, agentId: 'anna', name: 'Anna Berg', usedUnits: 100, heldUnits: 50, conversations: 6 },
    {
      ...agent,
      agentId: 'ben',
      name: 'Ben Okafor',
      presence: 'offline',
      line: 'lost',
      usedUnits: 60,
      heldUnits: 30,
      conversations: 3,
    },
    {
      ...agent,
      agentId: 'carla',
      name: 'Carla Rossi',
      presence: 'busy',
      usedUnits: 40,
      heldUnits: 20,
      conversations: 2,
    },
    { ...agent, agentId: 'dev', name: 'Dev Patel', usedUnits: 20, heldUnits: 0, conversations: 1 },
    {
      ...agent,
      agentId: 'eva',
      name: 'Eva Lindqvist',
      presence: 'offline',
      line: 'none',
      usedUnits: 0,
      heldUnits: 0,
      conversations: 0,
    },
  ].map((one): AgentLoads['agents'][number] => ({ ...one, workstreamIds: given }));
}

function figures(): DayFigures {
  const counts = [6, 9, 14, 11, 8, 6, 5, 2, 0, 0];
  const day = at(0).slice(0, 10);
  return {
    workstreamId: 'orders',
    name: 'Orders and delivery',
    timeZone: 'Europe/Berlin',
    day,
    from: `${day}T00:00:00.000Z`,
    until: `${day}T23:59:59.000Z`,
    dropped: 78,
    droppedInQueue: 7,
    back: { resume: 38, link: 15, prompt: 8 },
    expired: 9,
    ended: { customer: 1, agent: 2, supervisor: 1, system: 0 },
    open: 4,
    timeToReturn: {
      count: 61,
      p50Seconds: 21.4,
      p90Seconds: 168,
      buckets: [...returnBuckets, null].map((upToSeconds, index) => ({
        upToSeconds,
        count: counts[index] ?? 0,
      })),
    },
    held: { unitMinutes: 2_874.5, conversationMinutes: 143.7, holds: 74 },
    serverNow: at(0),
  };
}
