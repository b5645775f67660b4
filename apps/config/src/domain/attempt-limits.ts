import { loginKey, signInLimits, type Rate } from '@rejoin/contracts';
import { hashSecret } from '@rejoin/kernel';

/** How many failures a key may have. One of them expires after each `secondsEach`. */
export interface AttemptLimit {
  readonly key: string;
  readonly max: number;
  readonly secondsEach: number;
}

export interface Attempt {
  readonly org: string;
  readonly login: string;
  /** The client's network, as `networkOf` of `@rejoin/service` returns it. Null when the address is unknown. */
  readonly network: string | null;
  /** The id of a device that signed in with this login before. */
  readonly device: string | null;
}

/**
 * The limits that a failed sign-in counts against. A device that signed in before has its own limit, which other
 * devices cannot use up. Other devices are counted by login and address, by address, and for the login as a whole.
 * The last limit slows guessing from many addresses down to one attempt in ten seconds, but never blocks the login
 * completely.
 */
export function limitsOfSignIn({ org, login, network, device }: Attempt): AttemptLimit[] {
  const key = loginKey(login);
  if (device !== null) return [limit(`device:${org}:${key}:${device}`, signInLimits.ofDevice)];
  return [
    limit(`login:${org}:${key}`, signInLimits.ofLogin),
    ...(network === null
      ? []
      : [limit(`login-address:${org}:${key}:${network}`, signInLimits.ofLoginAndAddress)]),
    ...addressLimits(network),
  ];
}

/**
 * The limits that a wrong current password counts against when a person changes their password. Other people cannot
 * use them up.
 */
export function ownPasswordLimits(org: string, accountId: string): AttemptLimit[] {
  return [limit(`own-password:${org}:${accountId}`, signInLimits.ofOwnPassword)];
}

/**
 * The limits that a wrong code counts against, in addition to the limits of the sign-in. Only a person who has the
 * password can use them up. Three of a million codes are valid at a time.
 */
export function codeLimits(org: string, accountId: string, device: string | null): AttemptLimit[] {
  return [limit(`code:${org}:${accountId}:${device ?? ''}`, signInLimits.ofCodes)];
}

/** The limit of sign-ins with an identity provider that a network begins. All of them count, not only failures. */
export function providerLimits(network: string): AttemptLimit[] {
  return [limit(`provider:${network}`, signInLimits.ofProviders)];
}

/** The limit of failed attempts from one network, for every kind of sign-in and token. */
export function addressLimits(network: string | null): AttemptLimit[] {
  return network === null ? [] : [limit(`address:${network}`, signInLimits.ofAddress)];
}

/** Keys are hashed, so that the text of the login field cannot be read from the table. */
function limit(key: string, { value: { burst, perSecond } }: { value: Rate }): AttemptLimit {
  return { key: hashSecret(key), max: burst, secondsEach: Math.round(1 / perSecond) };
}
