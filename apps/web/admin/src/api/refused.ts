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
export function refusedBy(status: number, answer: unknown): Refused {
  const { name, errors = [] } = (answer ?? {}) as { name?: string; errors?: readonly FieldError[] };
  if (name !== undefined && name !== 'internal-error') return new Refused(name as RefusalName, errors);
  return new Refused(status >= 500 || status === 429 ? 'unavailable' : 'invalid', errors);
}
