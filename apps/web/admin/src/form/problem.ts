/** The problems that a field can have. The catalogues have a sentence for each. */
export type ProblemCode =
  | 'required'
  | 'too-long'
  | 'not-a-number'
  | 'out-of-range'
  | 'whole-number'
  | 'time-limit-range'
  | 'minutes-range'
  | 'not-a-url'
  | 'not-https'
  | 'url-credentials'
  | 'portal-required'
  | 'portal-host'
  | 'not-a-domain'
  | 'domain-without-origin'
  | 'not-an-origin'
  | 'origin-twice'
  | 'locale'
  | 'time-zone'
  | 'key-required'
  | 'private-key'
  | 'not-a-key'
  | 'weak-key'
  | 'key-algorithm'
  | 'algorithm-required'
  | 'audience-required'
  | 'expiry'
  | 'wrap-up-required'
  | 'login'
  | 'password-short'
  | 'password-easy'
  | 'password-differs'
  | 'role-required'
  | 'agent-required'
  | 'taken-login'
  | 'taken-agent'
  | 'last-administrator'
  | 'workstream-unknown'
  | 'agent-unknown'
  | 'by-server';

export interface Problem {
  readonly code: ProblemCode;
  /** The parameter of the sentence: a limit, a host, or a text from the server. */
  readonly detail: string;
}

/** Problems by the JSON pointer of their field. */
export type Problems = ReadonlyMap<string, Problem>;

export type Found = readonly [field: string, code: ProblemCode, detail?: string | number];

/** The first problem of each field. */
export function problemsOf(found: readonly (Found | undefined)[]): Problems {
  const problems = new Map<string, Problem>();
  for (const one of found) {
    if (!one) continue;
    const [field, code, detail = ''] = one;
    if (!problems.has(field)) problems.set(field, { code, detail: String(detail) });
  }
  return problems;
}
