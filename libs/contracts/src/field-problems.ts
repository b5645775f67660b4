import type { z } from 'zod';

/**
 * Everything that can be wrong with a field, by the code in the response. The sentence is for programmers; pages have
 * their own sentence for each code. `{name}` is replaced by the parameter of this name.
 */
export const fieldProblems = {
  required: 'is required',
  'wrong-type': 'must be of the type {expected}',
  'whole-number': 'must be a whole number',
  'not-an-option': 'must be one of {options}',
  'too-short': 'must have at least {minimum} characters',
  'too-long': 'must have at most {maximum} characters',
  'too-few': 'must have at least {minimum} entries',
  'too-many-entries': 'must have at most {maximum} entries',
  'too-small': 'must be at least {minimum}',
  'too-great': 'must be at most {maximum}',
  'wrong-format': 'has the wrong format ({format})',
  'not-allowed': 'is not allowed here',
  'not-text': 'must be well-formed text without null characters',
  'no-words': 'must contain a letter, a digit or an emoji',
  'not-an-id': 'must be 1-64 letters, digits, "-" or "_"',
  'not-a-secret': 'must be 256 random bits as base64url (43 characters)',
  'not-a-cursor': 'is not the nextCursor of a page',
  'too-many-changes': 'there are more than {maximum} changes: choose a shorter time',
  'not-a-date': 'must be a date as ISO 8601 has it',
  'day-range': 'must be from 1900 to 2999',
  'not-a-url': 'must be a URL',
  'not-https': 'must be https (http only for localhost)',
  'https-required': 'must be https (http only for hosts that the operator has allowed)',
  'not-an-origin': 'must be an origin such as https://shop.example',
  'url-credentials': 'must not contain a user name or a password',
  'not-a-domain': 'must be a domain such as contoso.com',
  'domain-without-origin': "one of the widget's allowed origins must be on this domain",
  locale: 'must be a BCP 47 language tag',
  'time-zone': 'must be an IANA time zone',
  'portal-required': 'is required when Reconnect to previous chat is on',
  'portal-host': "its host must be one of the widget's allowed origins",
  'key-required': 'a public key or a JWKS URL is required when sign-in is',
  'audience-required': 'is required unless the audience check is off',
  'private-key': 'is a private key: keep it secret, and send the public one',
  'not-a-key': 'must be a public key as PEM (-----BEGIN PUBLIC KEY-----)',
  'weak-key': 'must be RSA with at least 2048 bits, EC P-256 or Ed25519',
  'key-algorithm': 'is a key for {algorithm}, which is not allowed here',
  'wrap-up-required': 'is required for custom-time',
  'workstream-unknown': 'there is no workstream with this id',
  'agent-unknown': 'there is no agent with this id',
  'agent-required': 'is required for the role agent',
  login: 'must be 1-200 characters without spaces',
  'role-twice': 'names a role twice',
  'entry-twice': 'must not be repeated',
  'outer-space': 'must not begin or end with a space',
  'taken-id': 'is taken',
  'taken-login': 'another account has this login',
  'taken-agent': 'another account works as this agent',
  'taken-identity': 'another account is this identity',
  'last-administrator': 'the last active administrator must stay one',
  'password-easy': 'This password is easy to guess. Use several unrelated words.',
  'password-same': 'must be another password',
  'two-secrets': 'has two secrets: remove one first',
  'overlap-not-zero': 'must be 0: two secrets sign',
} as const;

export type FieldProblemCode = keyof typeof fieldProblems;
export const fieldProblemCodes = Object.keys(fieldProblems) as FieldProblemCode[];

export type ProblemParams = Readonly<Record<string, string | number>>;

/** The part of a problem that programs read. */
interface CodedProblem {
  readonly code: FieldProblemCode;
  readonly params?: ProblemParams;
}

/** A wrong field, in the response to the sender. */
export interface FieldProblem extends CodedProblem {
  /** The JSON pointer of the field in the request. */
  readonly field: string;
  readonly message: string;
}

/** The problem of a field that breaks a rule outside the schemas. */
export function fieldProblem(field: string, code: FieldProblemCode, params?: ProblemParams): FieldProblem {
  return { field, ...coded(code, params), message: sentenceOf(code, params) };
}

/** The second argument of zod's `refine`: the problem when the rule is broken. */
export function rule(code: FieldProblemCode, params?: ProblemParams) {
  return { error: sentenceOf(code, params), params: { problem: coded(code, params) } };
}

/** The argument of zod's `addIssue` in a `superRefine`. */
export function brokenRule(path: readonly string[], code: FieldProblemCode) {
  const { error, params } = rule(code);
  return { code: 'custom' as const, path: [...path], message: error, params };
}

const ofPattern = new Map<string, FieldProblemCode>();

/** The arguments of zod's `regex`. Its issues contain only the pattern, so the code is found by the pattern. */
export function pattern(form: RegExp, code: FieldProblemCode): [RegExp, string] {
  ofPattern.set(form.toString(), code);
  return [form, fieldProblems[code]];
}

/** Converts an issue of zod into the problem of a field. In the parsed `input`, a missing value is undefined. */
export function problemOfIssue(issue: z.core.$ZodIssue, input: unknown): FieldProblem {
  const field = `/${issue.path.join('/')}`.slice(0, 200);
  return { field, ...codeOf(issue, input), message: issue.message.slice(0, 500) };
}

function codeOf(issue: z.core.$ZodIssue, input: unknown): CodedProblem {
  switch (issue.code) {
    case 'custom':
      return (issue.params?.['problem'] as CodedProblem | undefined) ?? coded('not-allowed');
    case 'invalid_type':
      if (isMissing(input, issue.path)) return coded('required');
      return issue.expected === 'int'
        ? coded('whole-number')
        : coded('wrong-type', { expected: issue.expected });
    case 'invalid_value':
      if (isMissing(input, issue.path)) return coded('required');
      return coded('not-an-option', { options: issue.values.join(', ').slice(0, 500) });
    case 'too_small':
      return coded(tooLittle[issue.origin] ?? 'too-small', { minimum: Number(issue.minimum) });
    case 'too_big':
      return coded(tooMuch[issue.origin] ?? 'too-great', { maximum: Number(issue.maximum) });
    case 'invalid_format':
      return (
        known(ofPattern.get(issue.pattern ?? '') ?? formats[issue.format]) ??
        coded('wrong-format', { format: issue.format })
      );
    default:
      return coded('not-allowed');
  }
}

const tooLittle: Readonly<Record<string, FieldProblemCode>> = { string: 'too-short', array: 'too-few' };
const tooMuch: Readonly<Record<string, FieldProblemCode>> = { string: 'too-long', array: 'too-many-entries' };
const formats: Readonly<Record<string, FieldProblemCode>> = {
  url: 'not-a-url',
  date: 'not-a-date',
  datetime: 'not-a-date',
};

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[name];
  }
  return value === undefined;
}

function known(code: FieldProblemCode | undefined): CodedProblem | undefined {
  return code && coded(code);
}

function coded(code: FieldProblemCode, params?: ProblemParams): CodedProblem {
  return params ? { code, params } : { code };
}

function sentenceOf(code: FieldProblemCode, params: ProblemParams = {}): string {
  return fieldProblems[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
