import { jsonSchemaOf } from '@rejoin/contracts';
import type { z } from 'zod';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/**
 * JSON Schema 2020-12. Readers are asked to ignore what they do not know: so the schema of what is taken, which
 * allows more fields, not that of what is given.
 */
export function jsonSchema(schema: z.ZodType): JsonObject {
  return jsonSchemaOf(schema) as JsonObject;
}

/** The same in the older draft that AsyncAPI's own schema objects are written in, for use inside a document. */
export function embeddedSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...embedded } = jsonSchemaOf(schema, { target: 'draft-7' });
  return embedded as JsonObject;
}

/** The first sentence that a schema says about itself. */
export function describes(schema: z.ZodType): string {
  return schema.description ?? '';
}
