import type { Refused } from '@rejoin/kernel';

export interface FieldProblem {
  /** JSON pointer of the field in what was sent. */
  readonly field: string;
  readonly message: string;
}

/** A refusal that names the fields which caused it. */
export interface Rejection extends Refused {
  readonly fields: readonly FieldProblem[];
}

export function reject(refused: Refused['refused'], ...fields: FieldProblem[]): Rejection {
  return { refused, fields };
}
