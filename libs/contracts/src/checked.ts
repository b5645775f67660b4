import { z } from 'zod';

const unreadable = z.custom<never>(() => false, 'has a length that is not a number');

/**
 * What a schema says of a value from outside. zod compares the `length` of whatever has one, and throws when that cannot
 * be compared: such a value is wrong, no fault of ours.
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
