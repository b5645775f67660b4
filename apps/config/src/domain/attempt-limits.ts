import { signInLimits, type Rate } from '@rejoin/contracts';
import { hashSecret } from '@rejoin/kernel';
import { loginKey } from './account';
import { addressGroup } from './client-address';

/** How many failures one key may have outstanding; one of them is forgotten every so many seconds. */
export interface AttemptLimit {
  readonly key: string;
  readonly max: number;
  readonly secondsEach: number;
}

export interface Attempt {
  readonly org: string;
  readonly login: string;
  readonly address: string | null;
  /** The id of a device that signed in with this login before. */
  readonly device: string | null;
}

/**
 * What a failed sign-in counts against. A device that signed in before has a limit of its own, which nobody else
 * can use up. All others are counted by login and address, by address, and for the login as a whole: that last
 * limit slows guessing from many addresses down to one attempt in ten seconds, and never stops it altogether.
 */
export function limitsOfSignIn({ org, login, address, device }: Attempt): AttemptLimit[] {
  const key = loginKey(login);
  if (device !== null) return [limit(`device:${org}:${key}:${device}`, signInLimits.ofDevice)];
  return [
    limit(`login:${org}:${key}`, signInLimits.ofLogin),
    ...(address === null
      ? []
      : [limit(`login-address:${org}:${key}:${addressGroup(address)}`, signInLimits.ofLoginAndAddress)]),
    ...addressLimits(address),
  ];
}

/** What a wrong current password counts against, where somebody changes theirs: no stranger can use it up. */
export function ownPasswordLimits(org: string, accountId: string): AttemptLimit[] {
  return [limit(`own-password:${org}:${accountId}`, signInLimits.ofOwnPassword)];
}

/**
 * What a wrong code counts against beside the sign-in's own limits: only who has the password can use it up. Of a
 * million codes three are right at a time.
 */
export function codeLimits(org: string, accountId: string, device: string | null): AttemptLimit[] {
  return [limit(`code:${org}:${accountId}:${device ?? ''}`, signInLimits.ofCodes)];
}

/** What a wrong setup token counts against. */
export function addressLimits(address: string | null): AttemptLimit[] {
  return address === null ? [] : [limit(`address:${addressGroup(address)}`, signInLimits.ofAddress)];
}

/** Keys are hashes: what somebody typed into the login's field is nowhere to be read. */
function limit(key: string, { value: { burst, perSecond } }: { value: Rate }): AttemptLimit {
  return { key: hashSecret(key), max: burst, secondsEach: Math.round(1 / perSecond) };
}
