/** The source is read again when the value is needed and the last reading is older than this. */
const readAgainAfterMs = 1_000;

const monotonicMs = () => performance.now();

/** Where a value comes from. */
export interface FollowedSource {
  /** Returns the whole text. Throws when it cannot be read. */
  readonly read: () => string;
  /** Called with each new reason for which the text is not used, and with undefined when it is used again. */
  readonly onProblem: (reason: string | undefined) => void;
}

/**
 * A value that follows the text of a source: it is read when the value is needed, at most once a second, and by
 * {@link refresh}. The value stays the same object while its content is the same.
 *
 * Invariant: there is always a value. A source that cannot be read or has a text that is not valid changes nothing.
 */
export class Followed<T> {
  private current: T;
  private source: FollowedSource | undefined;
  private readAt = -Infinity;
  private problem: string | undefined;

  /** `parse` throws when a text is not valid. The constructor throws when the first text is not. */
  constructor(
    text: string,
    private readonly parse: (text: string) => T,
    private readonly clock = monotonicMs,
  ) {
    this.current = parse(text);
  }

  /** Reads the value from `source` from now on. */
  follow(source: FollowedSource): void {
    this.source = source;
  }

  get value(): T {
    if (this.clock() - this.readAt >= readAgainAfterMs) this.refresh();
    return this.current;
  }

  /** Reads the source now. Returns whether the value is another one than before. */
  refresh(): boolean {
    if (!this.source) return false;
    this.readAt = this.clock();
    const before = this.current;
    try {
      const next = this.parse(this.source.read());
      if (JSON.stringify(next) !== JSON.stringify(before)) this.current = next;
      this.report(undefined);
    } catch (error) {
      this.report((error as Error).message);
    }
    return this.current !== before;
  }

  private report(problem: string | undefined): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.source?.onProblem(problem);
  }
}
