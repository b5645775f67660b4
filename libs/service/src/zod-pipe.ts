import { fieldProblem, Id, type FieldProblem, type RefusalName } from '@rejoin/contracts';
import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { parseBody, Problem } from './problem';

/**
 * Parses a body or a query by its schema. The refusal names every wrong field. Besides the schema's own rules, text
 * must be storable: Postgres stores neither NUL nor half a surrogate pair.
 */
export class ZodPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.infer<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.infer<Schema> {
    const parsed = parseBody(this.schema, value);
    const problems = unstorable(parsed, '');
    if (problems.length > 0) throw new Problem('invalid', problems);
    return parsed;
  }
}

/** Accepts the id in an address. A text that cannot be an id gets the same refusal as an id that is not known. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly refusal: RefusalName = 'not-found') {}

  transform(value: string): string {
    if (Id.safeParse(value).success) return value;
    throw new Problem(this.refusal);
  }
}

function unstorable(value: unknown, field: string): FieldProblem[] {
  if (typeof value === 'string')
    return /[\0\p{Surrogate}]/u.test(value) ? [fieldProblem(field, 'not-text')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unstorable(inner, `${field}/${name}`));
}
