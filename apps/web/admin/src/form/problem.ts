import type { FieldProblemCode } from '@rejoin/contracts';

/** Problems that only a page detects, because such a value never reaches the service. */
type PageProblemCode =
  | 'not-a-number'
  | 'time-limit-range'
  | 'minutes-range'
  | 'origin-twice'
  | 'algorithm-required'
  | 'password-differs'
  | 'role-required';

/**
 * The problems that a field can have: the codes of the service, those of the page, and `by-server` for an unknown code
 * of a newer service. The catalogues have a sentence for each.
 */
export type ProblemCode = FieldProblemCode | PageProblemCode | 'by-server';

export interface Problem {
  readonly code: ProblemCode;
  /** The parameter of the sentence: a limit, a host, or a text from the server. */
  readonly detail: string;
}

/** Problems by the JSON pointer of their field. */
export type Problems = ReadonlyMap<string, Problem>;

export type FoundProblem = readonly [field: string, code: ProblemCode, detail?: string | number];

/** The first problem of each field. */
export function problemsOf(found: readonly (FoundProblem | undefined)[]): Problems {
  const problems = new Map<string, Problem>();
  for (const one of found) {
    if (!one) continue;
    const [field, code, detail = ''] = one;
    if (!problems.has(field)) problems.set(field, { code, detail: String(detail) });
  }
  return problems;
}
