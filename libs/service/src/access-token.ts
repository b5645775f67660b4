import { Role, type Role as RoleName } from '@rejoin/contracts';
import { hashSecret, instant, refuse, type Instant, type Refused } from '@rejoin/kernel';
import type { DatabaseTime } from '@rejoin/persistence';
import { errors, importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';

export const tokenIssuer = 'rejoin';
export const tokenAlgorithm = 'EdDSA';

/** Who signed in, as the access token says. */
export const Principal = z.object({
  org: z.string(),
  accountId: z.string(),
  agentId: z.string().nullable(),
  displayName: z.string(),
  roles: z.array(Role),
  /** Of a service account, which has no roles; a newer release may know further ones. */
  scopes: z.array(z.string().max(50)).max(50).optional(),
});
export type Principal = z.infer<typeof Principal>;

/** A sign-in by its token: of whom, until when. Unless it was ended before: that the token cannot say. */
export interface SignIn {
  readonly principal: Principal;
  /** Which version of the account signed in; `SignInsEnded` names the first one whose sign-ins hold. */
  readonly accountVersion: number;
  readonly expiresAt: Instant;
  /** Names this sign-in, also through renewals of its token; signing out ends it alone. */
  readonly signInId: string;
  /** When the password was given. */
  readonly startedAt: Instant;
}

/** The claim of a token that says which version of the account signed in. */
export const accountVersionClaim = 'ver';

/** The claim that names a sign-in; tokens of older releases have none, and are named by their own hash. */
export const signInClaim = 'sid';
export const startedClaim = 'auth_time';

/**
 * Checks access tokens with the public key alone: no service has to be asked. When one is over is seen by the clock of
 * the database, so that hosts whose clocks differ agree.
 */
export class AccessTokens {
  private readonly key: ReturnType<typeof importSPKI>;

  /** `publicKey`: SPKI PEM, base64 once more so that it fits an environment variable. */
  constructor(
    publicKey: string,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {
    this.key = importSPKI(Buffer.from(publicKey, 'base64').toString('utf8'), tokenAlgorithm);
    this.key.catch(() => undefined);
  }

  /**
   * Who signed in, and until when. A token of ours whose time is over is `sign-in-expired`: only who signed in
   * once can learn that. Anything else is `unauthenticated`.
   */
  async check(token: string): Promise<SignIn | Refused> {
    const key = await this.key;
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer: tokenIssuer,
        algorithms: [tokenAlgorithm],
        requiredClaims: ['exp'],
        currentDate: new Date(this.time.millis()),
      });
      const principal = Principal.parse(payload['rejoin']);
      const accountVersion = Number(payload[accountVersionClaim] ?? 0);
      const startedAt = instant(Number(payload[startedClaim] ?? payload.iat ?? 0) * 1000);
      const named = payload[signInClaim];
      const signInId = typeof named === 'string' ? named : hashSecret(token);
      const expiresAt = instant((payload.exp ?? 0) * 1000);
      return { principal, accountVersion, expiresAt, signInId, startedAt };
    } catch (error) {
      return refuse(error instanceof errors.JWTExpired ? 'sign-in-expired' : 'unauthenticated');
    }
  }

  /** The principal, or undefined for anything but a valid token of ours. */
  async verify(token: string): Promise<Principal | undefined> {
    const checked = await this.check(token);
    return 'principal' in checked ? checked.principal : undefined;
  }
}

export function hasRole(principal: Principal, ...wanted: RoleName[]): boolean {
  return wanted.some((role) => principal.roles.includes(role));
}
