/** The parts of the system whose CPU a deed uses. */
export const parts = ['gateways', 'timers', 'routings', 'postgres', 'nats'] as const;
export type Part = (typeof parts)[number];

/** What a deed makes Postgres and NATS write and send, with the names of the figures. */
export const writes = {
  commits: 'commits in Postgres',
  walBytes: 'bytes of WAL',
  natsMessages: 'messages in and out of NATS',
  natsBytes: 'bytes in and out of NATS',
} as const;
export type Write = keyof typeof writes;
export const writeNames = Object.keys(writes) as readonly Write[];

export const deeds = ['start', 'message', 'disconnect', 'return'] as const;
export type Deed = (typeof deeds)[number];

/** The names of the figures, as the scene `replicas` of the benchmark gives them. */
export const costName = (deed: Deed, part: Part): string => `${deed}: ${part}, CPU us`;
export const writeName = (deed: Deed, write: Write): string => `${deed}: ${writes[write]}`;

/** The measured cost of one deed: microseconds of CPU in each part, and what is written. */
export type Cost = Readonly<Record<Part | Write, number>>;
export type Costs = Readonly<Record<Deed, Cost>>;

/** The load of a large installation, and how much of a machine is used. */
export interface Assumptions {
  readonly connected: number;
  /** The share of customers that lose their connections within `dropSeconds` and return within the same time. */
  readonly droppedShare: number;
  readonly dropSeconds: number;
  readonly chatMinutes: number;
  /** The messages of customer and agent together, in each chat. */
  readonly messagesPerMinute: number;
  /** The usable share of a core. The rest is a reserve for load that nobody foresaw. */
  readonly usable: number;
  /** What networks between machines and TLS add to the measured CPU, as a factor. */
  readonly acrossMachines: number;
  readonly kilobytesPerConnection: number;
  /** The connections that one gateway should hold, so that the death of one is no herd of its own. */
  readonly connectionsPerGateway: number;
  /** The cores of the machine of one Postgres primary, and the WAL that its disk and its standby take in a second. */
  readonly postgresCores: number;
  readonly walMegabytesPerSecond: number;
  /**
   * The copies of each stream, one on each server of a cluster. A stream has one leader at a time, so that more servers
   * in a cluster do not make it faster: this many messages a second go in and out of one cluster.
   */
  readonly streamReplicas: number;
  readonly natsMessagesPerSecond: number;
}

export const million: Assumptions = {
  connected: 1_000_000,
  droppedShare: 0.05,
  dropSeconds: 60,
  chatMinutes: 15,
  messagesPerMinute: 2,
  usable: 0.6,
  acrossMachines: 1.3,
  kilobytesPerConnection: 8,
  connectionsPerGateway: 10_000,
  postgresCores: 16,
  walMegabytesPerSecond: 100,
  streamReplicas: 3,
  natsMessagesPerSecond: 50_000,
};

/** The deeds a second in normal use, and in the minute of the drop. */
export function rates(a: Assumptions): { calm: Record<Deed, number>; drop: Record<Deed, number> } {
  const calm = {
    start: a.connected / (a.chatMinutes * 60),
    message: (a.connected * a.messagesPerMinute) / 60,
    disconnect: 0,
    return: 0,
  };
  const dropped = (a.connected * a.droppedShare) / a.dropSeconds;
  return { calm, drop: { ...calm, disconnect: dropped, return: dropped } };
}

/** What an installation needs: before the drop, and in its minute. */
export interface Need {
  readonly calm: number;
  readonly drop: number;
}

export interface Estimate {
  /** Cores at the usable share. Those of NATS count every replica of a stream. */
  readonly cores: Readonly<Record<Part, Need>>;
  /** Per second. */
  readonly written: Readonly<Record<Write, Need>>;
  readonly gigabytesOfConnections: number;
  /** Processes of Node use one core each. */
  readonly processes: Readonly<Record<'gateways' | 'timers' | 'routings', number>>;
  /** Installations that share the customers, each with a Postgres primary and a NATS cluster of its own. */
  readonly partitions: number;
  readonly natsServers: number;
}

/** Computes what is needed if a deed costs there what it costs here. */
export function estimate(costs: Costs, a: Assumptions): Estimate {
  const { calm, drop } = rates(a);
  const need = (of: Part | Write, factor: number): Need => {
    const sum = (rate: Record<Deed, number>) =>
      deeds.reduce((total, deed) => total + rate[deed] * costs[deed][of], 0) * factor;
    return { calm: sum(calm), drop: sum(drop) };
  };
  const perCore = a.acrossMachines / 1e6 / a.usable;
  const cores = record(parts, (part) => need(part, part === 'nats' ? perCore * a.streamReplicas : perCore));
  const written = record(writeNames, (write) => need(write, 1));
  const partitions = Math.ceil(
    Math.max(
      cores.postgres.drop / a.postgresCores,
      written.walBytes.drop / 1e6 / a.walMegabytesPerSecond,
      written.natsMessages.drop / a.natsMessagesPerSecond,
    ),
  );
  return {
    cores,
    written,
    gigabytesOfConnections: (a.connected * a.kilobytesPerConnection) / 1e6,
    processes: {
      gateways: Math.ceil(Math.max(cores.gateways.drop, a.connected / a.connectionsPerGateway)),
      timers: atLeast(2 * partitions, cores.timers.drop),
      routings: atLeast(2 * partitions, cores.routings.drop),
    },
    partitions,
    natsServers: a.streamReplicas * partitions,
  };
}

/** No installation has one replica alone, because it may die. */
const atLeast = (least: number, cores: number): number => Math.max(least, Math.ceil(cores));

function record<Key extends string, Value>(keys: readonly Key[], of: (key: Key) => Value) {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>;
}
