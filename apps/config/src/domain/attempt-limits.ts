import { hashSecret } from '@rejoin/kernel';
import { loginKey } from './account';

/** Failures that one thing may have within five minutes. */
export interface AttemptLimit {
  readonly key: string;
  readonly max: number;
}

/** Ten wrong passwords for one login, from wherever they come; a hundred failures from one address. */
export function attemptLimits(org: string, login: string | null, address: string | null): AttemptLimit[] {
  return [
    ...(login === null ? [] : [{ key: hashSecret(`login:${org}:${loginKey(login)}`), max: 10 }]),
    ...(address === null ? [] : [{ key: hashSecret(`address:${address}`), max: 100 }]),
  ];
}
