import { kindOf, predecessorOf, type Envelope, type Family, type Followed } from '@rejoin/contracts';

type Place = Pick<Envelope, 'version' | 'previous'>;

/**
 * The kinds of a family's facts that a consumer acts on, with their order. A consumer of all kinds counts versions; a
 * consumer of some kinds uses the predecessors that each fact names.
 */
export class FactSelection implements Followed {
  private readonly isWhole: boolean;
  private readonly known: ReadonlySet<string>;

  constructor(
    readonly family: Family,
    readonly kinds: readonly string[] = Object.keys(family.facts),
  ) {
    this.isWhole = kinds.length === Object.keys(family.facts).length;
    this.known = new Set(kinds);
  }

  get name(): string {
    return this.family.name;
  }

  /** The kinds to republish. Undefined means all kinds. */
  get kindsToRepublish(): string[] | undefined {
    return this.isWhole ? undefined : [...this.kinds];
  }

  actsOn(kind: string): boolean {
    return this.known.has(kind);
  }

  /** The version that must have been applied before this fact. */
  predecessorOf(fact: Place): number {
    return this.isWhole ? fact.version - 1 : predecessorOf(fact, this.kinds);
  }

  /**
   * Whether the consumer can skip a fact, because it is of another kind and later facts name their predecessors. Facts of
   * the release 0.1.0 name none, so they are not skipped.
   */
  skips(raw: unknown): raw is Place {
    if (this.isWhole) return false;
    const { type, previous } = Object(raw) as Partial<Envelope>;
    return typeof type === 'string' && typeof previous === 'string' && !this.actsOn(kindOf(type));
  }

  /**
   * Returns the last version to republish for a waiting fact, when the versions up to `applied` are applied, or undefined
   * when none is missing. A fact that does not name its predecessors is requested itself, because a producer of this
   * release names them when it publishes the fact again.
   */
  missingUpTo(fact: Place, applied: number): number | undefined {
    const predecessor = this.predecessorOf(fact);
    if (predecessor <= applied) return undefined;
    return this.isWhole || fact.previous !== undefined ? predecessor : fact.version;
  }
}
