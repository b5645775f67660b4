import { Refusal } from '@rejoin/client';
import type { RefusalName } from '@rejoin/contracts';

/** Whether whoever asked has to sign in (again). */
export function needsSignIn(error: unknown): boolean {
  return isRefused(error, 'unauthenticated') || isRefused(error, 'sign-in-expired');
}

export function isRefused(error: unknown, name: RefusalName): error is Refusal {
  return error instanceof Refusal && error.name === name;
}
