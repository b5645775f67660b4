import { z } from 'zod';

/** Patterns that zod writes, by format, in the words that every language's validator has (RFC 9485, I-Regexp). */
const portable: Readonly<Record<string, string>> = {
  'date-time': '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  date: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
};

/**
 * A schema as published documents have it. What is given may have more fields than the document says, in a later
 * release: so no schema is closed, that of an answer neither.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  {
    io = 'input',
    target = 'draft-2020-12',
  }: { io?: 'input' | 'output'; target?: 'draft-2020-12' | 'draft-7' } = {},
): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io,
    target,
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      const pattern = portable[jsonSchema.format ?? ''];
      if (jsonSchema.pattern !== undefined && pattern !== undefined) jsonSchema.pattern = pattern;
    },
  });
}
