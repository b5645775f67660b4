import { fieldProblem, Id, type FieldProblem } from '@rejoin/contracts';
import { parseBody, Problem } from '@rejoin/service';
import type { z } from 'zod';

/**
 * Parses what was sent; every field that is wrong is named. Beside the schema's own rules, text must be text:
 * Postgres stores neither NUL nor half a surrogate pair.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = parseBody(schema, input);
  const problems = unstorable(parsed, '');
  if (problems.length > 0) throw new Problem('invalid', problems);
  return parsed;
}

/** The id in an address. What cannot be an id is the address of nothing. */
export function idOf(parameter: string): string {
  if (Id.safeParse(parameter).success) return parameter;
  throw new Problem('not-found');
}

function unstorable(value: unknown, field: string): FieldProblem[] {
  if (typeof value === 'string') {
    return /[\0\p{Surrogate}]/u.test(value) ? [fieldProblem(field, 'not-text')] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unstorable(inner, `${field}/${name}`));
}
