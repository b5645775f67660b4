import { z } from 'zod';

/** Replacements for the patterns that zod writes, by format, in the common subset of all languages (I-Regexp, RFC 9485). */
const portable: Readonly<Record<string, string>> = {
  'date-time': '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  date: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
};

/**
 * The JSON Schema of a zod schema, for published documents. A later release may add fields, so no schema forbids
 * additional properties, for requests and replies alike.
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
