import { z } from 'zod';
import { fieldProblems } from './field-problems';
import { meanings } from './meaning';
import { boundedMap } from './primitives';

/** A field of a request that is wrong, as HTTP and sockets say it. */
export const FieldError = z.object({
  field: z.string().max(200).describe('JSON pointer'),
  code: z
    .string()
    .max(50)
    .optional()
    .meta({ ...meanings(fieldProblems), description: 'what is wrong; older releases do not say it' }),
  params: boundedMap(z.string().max(50), z.union([z.string().max(500), z.number()]), 5)
    .optional()
    .describe('what the sentence of the code names, such as a maximum'),
  message: z.string().max(500).describe('for programmers; programs go by the code'),
});
export type FieldError = z.infer<typeof FieldError>;
