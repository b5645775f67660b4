import type { RefusalName } from '@rejoin/contracts';

export interface FieldError {
  /** JSON pointer of the field in what was sent. */
  readonly field: string;
  readonly message: string;
}

/** A "no" of the server, by its name; also when the server could not be reached. */
export class Refused extends Error {
  override readonly name: RefusalName;

  constructor(
    name: RefusalName,
    readonly fields: readonly FieldError[] = [],
    /** The same may be allowed after this time. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(name);
    this.name = name;
  }
}

/** Whether whoever asked has to sign in (again). */
export function needsSignIn(error: unknown): boolean {
  return isRefused(error, 'unauthenticated') || isRefused(error, 'sign-in-expired');
}

export function isRefused(error: unknown, name: RefusalName): error is Refused {
  return error instanceof Refused && error.name === name;
}

/** The refusal in an answer. Something between us and the server may answer without a name. */
export function refusedBy(status: number, answer: unknown, retryAfter: string | null = null): Refused {
  const { name, errors = [] } = (answer ?? {}) as { name?: string; errors?: readonly FieldError[] };
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  return new Refused(nameOf(status, name), errors, Number.isFinite(seconds) ? seconds : null);
}

function nameOf(status: number, name: string | undefined): RefusalName {
  if (name !== undefined && name !== 'internal-error') return name as RefusalName;
  if (status === 429) return 'too-many';
  return status >= 500 ? 'unavailable' : 'invalid';
}
