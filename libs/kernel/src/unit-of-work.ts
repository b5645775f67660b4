import { isRefused, type Decider, type Decision } from './decider';

/** The result of a command on an aggregate. */
export interface Step<State, Event> {
  readonly before: State;
  /** The new state. It is the same object as `before` when nothing changed. */
  readonly after: State;
  readonly decision: Decision<Event>;
  /** The events with the state after each. Empty for a refusal. */
  readonly trail: readonly { readonly event: Event; readonly state: State }[];
}

/** Decides a command and applies its events to the state. */
export function step<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  before: State,
  command: Command,
): Step<State, Event> {
  const decision = decider.decide(before, command);
  let state = before;
  const trail = (isRefused(decision) ? [] : decision).map((event) => {
    state = decider.evolve(state, event);
    return { event, state };
  });
  return { before, after: decider.remember?.(state, command) ?? state, decision, trail };
}

/** The change of one aggregate by all commands of a unit of work. */
export interface Change<State, Event> {
  readonly key: string;
  readonly before: State;
  readonly after: State;
  readonly events: readonly Event[];
}

/** A step with the key of its aggregate. */
export interface KeyedStep<State, Event> extends Step<State, Event> {
  readonly key: string;
}

/**
 * Decides commands on aggregates that a transaction has locked. Each command sees the state after the one before it. It
 * writes nothing; `writeWork` of `@rejoin/messaging` does.
 */
export class UnitOfWork<State, Command, Event> {
  private readonly states: Map<string, State>;
  private readonly recorded: KeyedStep<State, Event>[] = [];

  constructor(
    private readonly decider: Decider<State, Command, Event>,
    locked: ReadonlyMap<string, State>,
  ) {
    this.states = new Map(locked);
  }

  /** Returns the state of an aggregate, or undefined if it is not locked. */
  stateOf(key: string): State | undefined {
    return this.states.get(key);
  }

  /** Decides a command on a locked aggregate. */
  decide(key: string, command: Command): Step<State, Event> {
    const before = this.states.get(key);
    if (before === undefined) throw new Error(`${key} is not locked`);
    const result = step(this.decider, before, command);
    this.states.set(key, result.after);
    // A step that changes nothing is not recorded, so it is neither written nor published.
    if (result.after !== before) this.recorded.push({ key, ...result });
    return result;
  }

  /** The steps that changed something, in the order of their commands. */
  get steps(): readonly KeyedStep<State, Event>[] {
    return this.recorded;
  }

  /** The changes, one for each aggregate. */
  get changes(): readonly Change<State, Event>[] {
    const changes = new Map<string, { key: string; before: State; after: State; events: Event[] }>();
    for (const { key, before, after, trail } of this.recorded) {
      const change = changes.get(key) ?? { key, before, after, events: [] };
      change.after = after;
      for (const { event } of trail) change.events.push(event);
      changes.set(key, change);
    }
    return [...changes.values()];
  }

  /** The events of all steps, in the order of their commands. */
  get events(): readonly Event[] {
    return this.recorded.flatMap(({ trail }) => trail.map(({ event }) => event));
  }
}
