import { createHmac } from 'node:crypto';
import { hashSecret, newId } from '@rejoin/kernel';
import type { DatabaseTime } from '@rejoin/persistence';
import { jwtVerify, SignJWT } from 'jose';
import { loginKey } from '../domain/account';

const algorithm = 'HS256';
const audience = 'rejoin-device';
const lifeSeconds = 180 * 86_400;

/**
 * Which devices signed in with which login before. A device keeps the token that a sign-in gave it and sends it with
 * the next one; its failures are then counted apart from everybody else's, so that nobody can lock it out. The token
 * opens nothing: the password is asked for all the same.
 */
export class KnownDevices {
  private readonly key: Buffer;

  /** `secret`: the same at every replica; the key of these tokens is derived from it. */
  constructor(
    secret: string,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {
    this.key = createHmac('sha256', secret).update(audience).digest();
  }

  /** The id of the device; null without a token that was made for this login. */
  async find(token: string | undefined, org: string, login: string): Promise<string | null> {
    if (token === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, this.key, {
        audience,
        algorithms: [algorithm],
        subject: subjectOf(org, login),
        requiredClaims: ['exp', 'jti'],
        currentDate: new Date(this.time.millis()),
      });
      return payload.jti ?? null;
    } catch {
      return null;
    }
  }

  /** A token for a device that has just signed in; a known one keeps its id. */
  issue(org: string, login: string, device: string | null): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setAudience(audience)
      .setSubject(subjectOf(org, login))
      .setJti(device ?? newId())
      .setExpirationTime(Math.floor(this.time.millis() / 1000) + lifeSeconds)
      .sign(this.key);
  }
}

/** Not the login itself: the token is kept where others may read it. */
function subjectOf(org: string, login: string): string {
  return hashSecret(`${org}:${loginKey(login)}`);
}
