import { isRefused, type Decider, type Decision } from './decider';

/** A command on an aggregate, as it was decided. */
export interface Step<State, Event> {
  readonly before: State;
  /** The same object as `before` when nothing changed. */
  readonly after: State;
  readonly decision: Decision<Event>;
  /** The decision's events with the state that each led to; none of a refusal. */
  readonly trail: readonly { readonly event: Event; readonly state: State }[];
}

/** Decides a command and folds what follows from it. */
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

/** One aggregate, as all commands of a unit of work have left it. */
export interface Change<State, Event> {
  readonly key: string;
  readonly before: State;
  readonly after: State;
  readonly events: readonly Event[];
}

/** A step of one of several aggregates. */
export interface KeyedStep<State, Event> extends Step<State, Event> {
  readonly key: string;
}

/**
 * Aggregates that a transaction has locked, and what is decided on them: each command on the state that the one before it
 * led to. Nothing is written here; see `writeWork` of `@rejoin/messaging`.
 */
export class UnitOfWork<State, Command, Event> {
  private readonly states: Map<string, State>;
  private readonly taken: KeyedStep<State, Event>[] = [];

  constructor(
    private readonly decider: Decider<State, Command, Event>,
    held: ReadonlyMap<string, State>,
  ) {
    this.states = new Map(held);
  }

  /** Undefined: it is not held. */
  stateOf(key: string): State | undefined {
    return this.states.get(key);
  }

  /** Decides on an aggregate that is held. */
  decide(key: string, command: Command): Step<State, Event> {
    const before = this.states.get(key);
    if (before === undefined) throw new Error(`${key} is not held`);
    const taken = step(this.decider, before, command);
    this.states.set(key, taken.after);
    // Events that change nothing are no news: nothing is written, and nobody is told.
    if (taken.after !== before) this.taken.push({ key, ...taken });
    return taken;
  }

  /** The steps that changed something, in the order of their commands. */
  get steps(): readonly KeyedStep<State, Event>[] {
    return this.taken;
  }

  /** The same, one for each aggregate. */
  get changes(): readonly Change<State, Event>[] {
    const changes = new Map<string, { key: string; before: State; after: State; events: Event[] }>();
    for (const { key, before, after, trail } of this.taken) {
      const change = changes.get(key) ?? { key, before, after, events: [] };
      change.after = after;
      for (const { event } of trail) change.events.push(event);
      changes.set(key, change);
    }
    return [...changes.values()];
  }

  /** The events of all these, in the order of their commands. */
  get events(): readonly Event[] {
    return this.taken.flatMap(({ trail }) => trail.map(({ event }) => event));
  }
}
