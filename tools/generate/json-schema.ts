import { jsonSchemaOf } from '@rejoin/contracts';
import type { z } from 'zod';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/**
 * JSON Schema 2020-12. Readers are asked to ignore fields that they do not know, so this is the schema of the
 * input, which allows more fields, and not that of the output.
 */
export function jsonSchema(schema: z.ZodType): JsonObject {
  return jsonSchemaOf(schema) as JsonObject;
}

/** The same in the older draft of AsyncAPI's own schema objects, for use inside a document. */
export function embeddedSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...embedded } = jsonSchemaOf(schema, { target: 'draft-7' });
  return embedded as JsonObject;
}

/** The first sentence of a schema's description. */
export function describes(schema: z.ZodType): string {
  return schema.description ?? '';
}
