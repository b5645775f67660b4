import { isRefused, type Refused } from '@rejoin/kernel';
import { Problem } from '@rejoin/service';
import type { Rejection } from '../domain/rejection';

/** Gives the hash, or throws why there is none. */
export function hashOrProblem(hash: string | Refused | Rejection): string {
  return typeof hash === 'string' ? hash : answer<never>(hash);
}

/** Gives the outcome, or throws the refusal with the fields that it names. */
export function answer<Outcome extends object>(outcome: Outcome | Refused | Rejection): Outcome {
  if (!isRefused(outcome)) return outcome;
  const fields = 'fields' in outcome ? outcome.fields : [];
  throw new Problem(outcome.refused, fields, {}, outcome.retryAfterSeconds);
}
