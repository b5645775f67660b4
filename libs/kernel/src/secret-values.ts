/** While a secret is changed it has two values. More than this are a mistake. */
const mostValues = 5;
/** The source is read again when a value is needed and the last reading is older than this. */
const readAgainAfterMs = 1_000;

const monotonicMs = () => performance.now();

/** Where the values come from. */
export interface SecretSource {
  /** Returns the whole text. Throws when it cannot be read. */
  readonly read: () => string;
  /** Called with each new reason for which the text is not used, and with undefined when it is used again. */
  readonly onProblem: (reason: string | undefined) => void;
}

/** Returns the values in a text: one on each line, the newest first. */
export function secretLines(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

/**
 * The values of a secret, the newest first. The newest is used for what is made; every value is accepted, so that a
 * secret can be changed while what was made with the old value is in use.
 *
 * The values follow their source: it is read when a value is needed, at most once a second, and by {@link refresh}.
 *
 * Invariant: there is at least one value. A source that cannot be read, is empty (a file that is being written) or has a
 * value that is not valid changes nothing.
 */
export class SecretValues {
  private values: readonly string[];
  private source: SecretSource | undefined;
  private readAt = -Infinity;
  private problem: string | undefined;

  /** `wrongIn` returns what is wrong with a value. Throws when the first text cannot be used. */
  constructor(
    text: string,
    private readonly wrongIn: (value: string) => string | undefined = () => undefined,
    private readonly clock = monotonicMs,
  ) {
    this.values = this.parse(text);
  }

  /** Reads the values from `source` from now on. */
  follow(source: SecretSource): void {
    this.source = source;
  }

  get all(): readonly string[] {
    if (this.clock() - this.readAt >= readAgainAfterMs) this.refresh();
    return this.values;
  }

  get newest(): string {
    return this.all[0] ?? '';
  }

  /** Reads the source now. Returns whether the values are others than before. */
  refresh(): boolean {
    if (!this.source) return false;
    this.readAt = this.clock();
    const before = this.values;
    try {
      this.values = this.parse(this.source.read());
      this.report(undefined);
    } catch (error) {
      this.report((error as Error).message);
    }
    return before.join('\n') !== this.values.join('\n');
  }

  /**
   * The values to try, from the newest to the oldest. When a caller has tried all of them in vain, the source is read, and
   * other values follow: another process may already use a newer one.
   */
  *candidates(): Generator<string> {
    yield* this.all;
    if (this.refresh()) yield* this.values;
  }

  private parse(text: string): readonly string[] {
    const values = secretLines(text);
    if (values.length === 0) throw new Error('is empty');
    if (values.length > mostValues) throw new Error(`has more than ${mostValues} lines`);
    const wrong = values.flatMap((value) => this.wrongIn(value) ?? []);
    if (wrong[0] !== undefined) throw new Error(wrong[0]);
    return values;
  }

  private report(problem: string | undefined): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.source?.onProblem(problem);
  }
}
