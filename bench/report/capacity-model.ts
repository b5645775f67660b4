/** The microseconds of CPU that one operation costs each part of the system. */
export type Cost = Readonly<Record<Part, number>>;
export const parts = ['gateways', 'timers', 'routings', 'postgres', 'nats'] as const;
export type Part = (typeof parts)[number];

export const deeds = ['start', 'message', 'disconnect', 'return'] as const;
export type Deed = (typeof deeds)[number];

/** The load of a large installation. */
export interface Assumptions {
  readonly connected: number;
  /**
   * The share of customers that lose their connections within `dropSeconds` and return within the same time.
   */
  readonly droppedShare: number;
  readonly dropSeconds: number;
  readonly chatMinutes: number;
  /** The messages of customer and agent together. */
  readonly messagesPerMinute: number;
  /** The usable share of a core; the rest is a reserve for unforeseen load. */
  readonly usable: number;
  readonly kilobytesPerConnection: number;
}

export const million: Assumptions = {
  connected: 1_000_000,
  droppedShare: 0.05,
  dropSeconds: 60,
  chatMinutes: 15,
  messagesPerMinute: 2,
  usable: 0.6,
  kilobytesPerConnection: 8,
};

/** The operations a second in normal use, and in the minute of the drop. */
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

export interface Estimate {
  readonly part: Part;
  readonly calmCores: number;
  readonly dropCores: number;
}

/** The cores that each part needs if an operation costs there what it costs here. */
export function estimate(costs: Readonly<Record<Deed, Cost>>, a: Assumptions): Estimate[] {
  const { calm, drop } = rates(a);
  const cores = (part: Part, rate: Record<Deed, number>) =>
    deeds.reduce((sum, deed) => sum + (rate[deed] * costs[deed][part]) / 1e6, 0) / a.usable;
  return parts.map((part) => ({ part, calmCores: cores(part, calm), dropCores: cores(part, drop) }));
}

export function gigabytesOfConnections(a: Assumptions): number {
  return (a.connected * a.kilobytesPerConnection) / 1e6;
}
