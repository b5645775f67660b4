import { z } from 'zod';
import { fieldProblems } from './field-problems';
import { meanings } from './meaning';
import { boundedMap } from './primitives';

/** A wrong field of a request, in the answers over HTTP and sockets. */
export const FieldError = z.object({
  field: z.string().max(200).describe('JSON pointer'),
  code: z
    .string()
    .max(50)
    .optional()
    .meta({ ...meanings(fieldProblems), description: 'what is wrong; older releases omit it' }),
  params: boundedMap(z.string().max(50), z.union([z.string().max(500), z.number()]), 5)
    .optional()
    .describe('the values in the sentence of the code, such as a maximum'),
  message: z.string().max(500).describe('a sentence for programmers; programs should use the code'),
});
export type FieldError = z.infer<typeof FieldError>;
