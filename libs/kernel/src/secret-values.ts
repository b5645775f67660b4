import { Followed } from './followed';

/** A secret has two values while it is changed. More values than this are taken for a mistake. */
export const mostSecretValues = 5;

/** Returns the values in a text: one on each line, the newest first. */
export function secretLines(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

/**
 * The values of a secret, the newest first. The newest is used for what is made; every value is accepted, so that a
 * secret can be changed while what was made with the old value is in use.
 *
 * Invariant: there is at least one value. An empty text, as of a file that is being written, changes nothing.
 */
export class SecretValues extends Followed<readonly string[]> {
  /** `wrongIn` returns what is wrong with a value. Throws when the first text cannot be used. */
  constructor(
    text: string,
    wrongIn: (value: string) => string | undefined = () => undefined,
    ...clock: [clock?: () => number]
  ) {
    super(text, (lines) => valuesIn(lines, wrongIn), ...clock);
  }

  get all(): readonly string[] {
    return this.value;
  }

  get newest(): string {
    return this.all[0] ?? '';
  }

  /**
   * The values to try, from the newest to the oldest. When a caller has tried all of them in vain, the source is read, and
   * other values follow: another process may already use a newer one.
   */
  *candidates(): Generator<string> {
    yield* this.all;
    if (this.refresh()) yield* this.all;
  }
}

function valuesIn(text: string, wrongIn: (value: string) => string | undefined): readonly string[] {
  const values = secretLines(text);
  if (values.length === 0) throw new Error('is empty');
  if (values.length > mostSecretValues) throw new Error(`has more than ${mostSecretValues} lines`);
  const wrong = values.flatMap((value) => wrongIn(value) ?? []);
  if (wrong[0] !== undefined) throw new Error(wrong[0]);
  return values;
}
