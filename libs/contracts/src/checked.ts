import { z } from 'zod';

const unreadable = z.custom<never>(() => false, 'has a length that is not a number');

/**
 * Parses a value from outside. zod compares the `length` of any value that has one, and throws when it cannot be
 * compared. Such a value is invalid input, not an internal error.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.infer<Schema>> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof TypeError) return unreadable.safeParse(value);
    throw error;
  }
}
