import { createHmac } from 'node:crypto';
import { loginKey } from '@rejoin/contracts';
import { hashSecret, newId, type SecretValues } from '@rejoin/kernel';
import type { DatabaseTime } from '@rejoin/persistence';
import { jwtVerify, SignJWT } from 'jose';

const algorithm = 'HS256';
const audience = 'rejoin-device';
const lifeSeconds = 180 * 86_400;

/**
 * Recognises the devices that signed in with a login before. A device keeps the token of its last sign-in and sends
 * it with the next one. Its failures are counted separately, so that other people cannot lock it out. The token
 * grants no access: the password is still required.
 */
export class KnownDevices {
  /** `secret` must be the same at every replica. The keys of these tokens are derived from its values. */
  constructor(
    private readonly secret: SecretValues,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {}

  /** The id of the device; null without a token that was made for this login. */
  async find(token: string | undefined, org: string, login: string): Promise<string | null> {
    if (token === undefined) return null;
    for (const value of this.secret.candidates()) {
      const device = await this.findWith(value, token, org, login);
      if (device !== null) return device;
    }
    return null;
  }

  private async findWith(value: string, token: string, org: string, login: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, keyOf(value), {
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

  /** Makes a token for a device that has just signed in. A known device keeps its id. */
  issue(org: string, login: string, device: string | null): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setAudience(audience)
      .setSubject(subjectOf(org, login))
      .setJti(device ?? newId())
      .setExpirationTime(Math.floor(this.time.millis() / 1000) + lifeSeconds)
      .sign(keyOf(this.secret.newest));
  }
}

function keyOf(value: string): Buffer {
  return createHmac('sha256', value).update(audience).digest();
}

/** A hash instead of the login, because the token is stored where other people may read it. */
function subjectOf(org: string, login: string): string {
  return hashSecret(`${org}:${loginKey(login)}`);
}
