import type { FieldError } from '@rejoin/contracts';
import type { Problem, ProblemCode } from './problem';

/**
 * What the service said of a field, by its code. `sentences`: those of the catalogue. A code that is not in it comes from
 * another release, whose own words are then shown.
 */
export function serverProblem({ code, params = {}, message }: FieldError, sentences: object): Problem {
  if (code === undefined || !Object.hasOwn(sentences, code)) return { code: 'by-server', detail: message };
  const [detail = ''] = Object.values(params);
  return { code: code as ProblemCode, detail: String(detail) };
}
