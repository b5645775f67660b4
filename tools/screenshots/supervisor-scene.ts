import {
  returnBuckets,
  type AgentLoads,
  type Alerts,
  type Disconnects,
  type Entry,
  type Monitored,
  type OngoingConversation,
  type OngoingConversations,
  type OpenWindow,
  type OpenWindows,
  type Queues,
  type Report,
  type ServiceFigures,
} from '@rejoin/contracts';

/** The instant in this number of minutes; negative numbers are in the past. */
const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** The data that the server sends to a supervisor. */
export interface SupervisorScene {
  readonly windows: () => OpenWindows;
  readonly queues: () => Queues;
  readonly agents: () => AgentLoads;
  readonly report: () => Report;
  readonly alerts: () => Alerts;
  readonly ongoing: () => OngoingConversations;
  readonly monitored: () => Monitored;
}

const anna = { agentId: 'anna', name: 'Anna Berg', connected: true };
const ben = { agentId: 'ben', name: 'Ben Okafor', connected: false };

/**
 * A busy moment: eight customers are away, one desk is disconnected, one agent has no free capacity, and a
 * queue waits.
 */
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
    report: () => reportOf(7, 14),
    alerts: () => ({ alerts: [], serverNow: at(0) }),
    ongoing: () => ongoingOf(ongoing()),
    monitored: () => monitored(),
  };
}

/** The reply with these conversations, all of which match. */
export function ongoingOf(items: OngoingConversation[]): OngoingConversations {
  const counts = { waiting: 0, active: 0, disconnected: 0, 'wrap-up': 0 };
  for (const { status } of items) counts[status] += 1;
  return { items, counts, nextCursor: null, serverNow: at(0) };
}

export function ongoingConversation(
  conversationId: string,
  minutes: number,
  more: Partial<OngoingConversation> = {},
): OngoingConversation {
  return {
    conversationId,
    workstreamId: 'orders',
    workstreamName: 'Orders and delivery',
    widgetId: 'shop-help',
    customerName: null,
    signedIn: false,
    agent: anna,
    status: 'active',
    state: 'active',
    reason: 'InConversation',
    startedAt: at(-minutes),
    waitingSince: null,
    deadlineAt: null,
    units: 20,
    firstWords: null,
    ...more,
  };
}

function ongoing(): OngoingConversation[] {
  const waiting = {
    agent: null,
    status: 'waiting',
    state: 'open',
    reason: 'AwaitingAgentAssignment',
  } as const;
  return [
    ongoingConversation('o1', 21, {
      customerName: 'Omar Haddad',
      agent: ben,
      status: 'disconnected',
      deadlineAt: at(1.3),
      firstWords: 'My parcel says delivered, but it is not here.',
    }),
    ongoingConversation('o2', 4, {
      ...waiting,
      customerName: 'Sofia Marino',
      waitingSince: at(-3.4),
      firstWords: 'Hello, can I still change the address of my order?',
    }),
    ongoingConversation('o3', 2, { ...waiting, waitingSince: at(-1.2) }),
    ongoingConversation('o4', 12, {
      customerName: 'Maximilian von Hohenstein-Wittgenau',
      firstWords: 'Guten Tag',
    }),
    ongoingConversation('o5', 9, {
      customerName: 'فاطمة الزهراء',
      firstWords: 'أريد إرجاع الطلب',
      workstreamName: 'Returns',
    }),
    ongoingConversation('o6', 33, { customerName: 'Jan Novák', status: 'wrap-up', state: 'wrap-up' }),
  ];
}

function monitored(): Monitored {
  const entry = (seq: number, more: Partial<Entry>): Entry => ({
    seq,
    kind: 'message',
    sender: 'customer',
    agentId: null,
    clientId: null,
    text: null,
    code: null,
    params: {},
    visibility: 'public',
    locale: 'en',
    at: at(-12 + seq / 10),
    link: null,
    ...more,
  });
  const system = (seq: number, code: Entry['code'], more: Partial<Entry> = {}) =>
    entry(seq, { kind: 'system', sender: 'system', code, ...more });
  const said = { sender: 'agent', agentId: 'anna', params: { name: 'Anna Berg' } } as const;
  const entries = [
    system(11, 'agent-joined', { agentId: 'anna', params: { name: 'Anna Berg', transferred: false } }),
    entry(12, { text: 'Guten Tag, my order 4711 arrived without the charger.' }),
    entry(13, { ...said, text: 'I’m sorry about that. I’ll send you one today.' }),
    entry(14, {
      ...said,
      text: 'Second time this week, tell the warehouse.',
      visibility: 'internal',
    }),
    entry(15, { text: 'Thank you! How long will it take?' }),
  ];
  const { ...conversation } = ongoingConversation('o4', 12, {
    customerName: 'Maximilian von Hohenstein-Wittgenau',
  });
  return { conversation: { ...conversation, lastSeq: 15 }, entries, more: false, serverNow: at(0) };
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
  const agent = (
    name: string,
    units: readonly [used: number, held: number],
    more: Partial<AgentLoads['agents'][number]> = {},
  ): AgentLoads['agents'][number] => ({
    agentId: name.toLowerCase(),
    name,
    presence: 'available',
    chosen: 'available',
    line: 'connected',
    usedUnits: units[0],
    heldUnits: units[1],
    maxUnits: 100,
    conversations: Math.ceil(units[0] / 20),
    workstreamIds: ['orders', 'returns'],
    ...more,
  });
  return [
    agent('Anna Berg', [100, 50], { agentId: 'anna' }),
    agent('Ben Okafor', [60, 30], { agentId: 'ben', presence: 'offline', line: 'lost' }),
    agent('Carla Rossi', [40, 20], { presence: 'busy' }),
    agent('Dev Patel', [20, 0]),
    agent('Eva Lindqvist', [0, 0], { presence: 'offline', line: 'none' }),
  ];
}

const service = (started: number, level: number, seconds: number): ServiceFigures => {
  const durations = (averageSeconds: number) => ({
    count: started,
    averageSeconds,
    p90Seconds: averageSeconds * 2.4,
  });
  const abandoned = Math.round(started / 25);
  return {
    started,
    answered: started - abandoned,
    abandoned,
    waiting: 0,
    answeredWithin: Math.round(started * level),
    serviceLevel: level,
    waitingTime: durations(seconds),
    firstResponse: durations(seconds * 1.6),
    handlingTime: durations(seconds * 16),
  };
};

const disconnects = (more: Partial<Disconnects> = {}): Disconnects => {
  const counts = [6, 11, 13, 9, 8, 6, 5, 2, 1, 0];
  return {
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
    ...more,
  };
};

/** The report of so many days up to today, with so many agents. */
export function reportOf(days: number, agents: number): Report {
  const day = (ago: number) => at(-ago * 24 * 60).slice(0, 10);
  const names = ['Anna Berg', 'Ben Okafor', 'Carla Rossi', 'Dev Patel'];
  return {
    workstreamId: null,
    name: null,
    timeZone: 'Europe/Berlin',
    withinSeconds: 60,
    from: day(days - 1),
    until: day(0),
    days: Array.from({ length: days }, (_, place) => ({
      day: day(days - 1 - place),
      ...service(120 + ((place * 37) % 90), 0.7 + ((place * 7) % 25) / 100, 24 + ((place * 11) % 40)),
    })),
    period: service(1_074, 0.83, 41),
    previous: service(988, 0.79, 52),
    previousFrom: at(-2 * days * 24 * 60),
    previousUntil: at(-days * 24 * 60),
    agents: Array.from({ length: agents }, (_, place) => {
      const { firstResponse, handlingTime } = service(90 - (place % 60), 0.8, 30 + (place % 20));
      return {
        agentId: `agent-${place}`,
        name: names[place] ?? `Agent ${place}`,
        conversations: firstResponse.count,
        firstResponse,
        handlingTime,
      };
    }),
    disconnects: { period: disconnects(), previous: disconnects({ dropped: 84, expired: 14 }) },
    serverNow: at(0),
  };
}

/** The report of days without conversations and disconnects. */
export function emptyReport(of: Report): Report {
  const none = { count: 0, averageSeconds: null, p90Seconds: null };
  const noService: ServiceFigures = {
    ...service(0, 0, 0),
    serviceLevel: null,
    waitingTime: none,
    firstResponse: none,
    handlingTime: none,
  };
  const noDisconnects = disconnects({
    dropped: 0,
    droppedInQueue: 0,
    back: { resume: 0, link: 0, prompt: 0 },
    expired: 0,
    ended: { customer: 0, agent: 0, supervisor: 0, system: 0 },
    open: 0,
    held: { unitMinutes: 0, conversationMinutes: 0, holds: 0 },
  });
  return {
    ...of,
    days: of.days.map(({ day }) => ({ day, ...noService })),
    agents: [],
    period: noService,
    previous: noService,
    disconnects: { period: noDisconnects, previous: noDisconnects },
  };
}
