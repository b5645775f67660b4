import { kindOf, predecessorOf, type Envelope, type Family, type Followed } from '@rejoin/contracts';

type Place = Pick<Envelope, 'version' | 'previous'>;

/**
 * Some kinds of a family's facts, for somebody who acts on these and is to have them in their order. Whoever acts on
 * all kinds counts versions; whoever acts on some goes by what each fact says of the kinds before it.
 */
export class Listener implements Followed {
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

  /** The kinds that may be asked for again; undefined: all. */
  get someKinds(): string[] | undefined {
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
   * Whether a fact is nothing to this listener: of another kind, and later facts tell that by themselves. Such ones of
   * the release 0.1.0 do not, so all of its versions are counted.
   */
  passesOver(raw: unknown): raw is Place {
    if (this.isWhole) return false;
    const { type, previous } = Object(raw) as Partial<Envelope>;
    return typeof type === 'string' && typeof previous === 'string' && !this.actsOn(kindOf(type));
  }

  /**
   * What is to be published once more for a fact that waits, when the versions up to `applied` are applied: the last one
   * of it, or undefined when nothing is missing. A fact that does not say the kinds before it is asked for itself,
   * because a producer of this release says them then.
   */
  missingUpTo(fact: Place, applied: number): number | undefined {
    const predecessor = this.predecessorOf(fact);
    if (predecessor <= applied) return undefined;
    return this.isWhole || fact.previous !== undefined ? predecessor : fact.version;
  }
}
