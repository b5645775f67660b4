import {
  checked,
  fieldProblems,
  longestWindowSeconds,
  longestWrapUpSeconds,
  problemOfIssue,
  type FieldError,
} from '@rejoin/contracts';
import type { ZodType } from 'zod';
import type { FoundProblem, Problem, ProblemCode } from './problem';

/** The longest durations, in seconds, of those that a form shows in minutes. */
const longest: Readonly<Record<string, number>> = {
  '/wrapUpSeconds': longestWrapUpSeconds,
  '/autoCloseSeconds': longestWindowSeconds,
  '/openHoldSeconds': longestWindowSeconds,
  '/reconnect/extension/seconds': longestWindowSeconds,
};

/** A time limit that is too short or too long. */
export const timeLimitRange = { code: 'time-limit-range', detail: minutesOf(longestWindowSeconds) } as const;

function minutesOf(seconds: number): string {
  return String(seconds / 60);
}

/** The codes for lists that must not be empty. */
const emptyLists: Readonly<Record<string, ProblemCode>> = {
  '/roles': 'role-required',
  '/authentication/algorithms': 'algorithm-required',
};

/**
 * Converts a problem that the service or its schema found into one with a sentence of the page: in the units of the form,
 * and with the text that is wrong. `value` is the value of the field. A code that this release does not know is shown in
 * the words of the service.
 */
export function problemOf({ field, code, params = {}, message }: FieldError, value: unknown): Problem {
  if (code === undefined || !Object.hasOwn(fieldProblems, code))
    return { code: 'by-server', detail: message };
  const [parameter = ''] = Object.values(params);
  return special(field, code, parameter, value) ?? { code: code as ProblemCode, detail: String(parameter) };
}

function special(
  field: string,
  code: string,
  parameter: string | number,
  value: unknown,
): Problem | undefined {
  switch (code) {
    case 'wrong-type':
      return parameter === 'number' ? { code: 'not-a-number', detail: '' } : undefined;
    case 'too-short':
      return parameter === 1 ? { code: 'required', detail: '' } : undefined;
    case 'login':
      return value === '' ? { code: 'required', detail: '' } : undefined;
    case 'too-few':
      return parameter === 1 ? { code: emptyLists[field] ?? 'required', detail: '' } : undefined;
    case 'too-small':
    case 'too-great': {
      if (field === '/reconnect/timeLimitSeconds') return timeLimitRange;
      const most = longest[field];
      return most === undefined ? undefined : { code: 'minutes-range', detail: minutesOf(most) };
    }
    case 'not-an-origin':
    case 'portal-host':
      return { code, detail: originOf(String(value)) };
    case 'domain-without-origin':
      return { code, detail: String(value) };
    default:
      return undefined;
  }
}

function originOf(value: string): string {
  return URL.canParse(value) ? new URL(value).origin : value;
}

/** Checks a draft, or the value of one `field`, by the schema of the service. Texts of only spaces count as empty. */
export function foundBy(schema: ZodType, draft: unknown, field = ''): readonly FoundProblem[] {
  const input = withoutBlanks(draft);
  return (checked(schema, input).error?.issues ?? []).map((issue) => {
    const found = problemOfIssue(issue, input);
    const value = valueAt(input, issue.path);
    const at = issue.path.length === 0 && field !== '' ? field : `${field}${found.field}`;
    const { code, detail } = problemOf({ ...found, field: at }, value);
    return [at, code, detail];
  });
}

/** The value at a path in a draft. */
export function valueAt(draft: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key],
    draft,
  );
}

function withoutBlanks(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? '' : value;
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutBlanks(inner)]));
}
