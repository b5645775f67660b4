import { createPublicKey, type KeyObject } from 'node:crypto';
import { Role, type Role as RoleName } from '@rejoin/contracts';
import { hashSecret, instant, refuse, type Instant, type Refused, type SecretValues } from '@rejoin/kernel';
import type { DatabaseTime } from '@rejoin/persistence';
import { errors, importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';

export const tokenIssuer = 'rejoin';
/** The issuer of tokens that only open the try page of a widget. No service accepts them as a sign-in. */
export const tryIssuer = 'rejoin-try';
export const tokenAlgorithm = 'EdDSA';

/** The person or service account that signed in, as the access token states. */
export const Principal = z.object({
  org: z.string(),
  accountId: z.string(),
  agentId: z.string().nullable(),
  displayName: z.string(),
  roles: z.array(Role),
  /** The scopes of a service account, which has no roles. A newer release may know further scopes. */
  scopes: z.array(z.string().max(50)).max(50).optional(),
});
export type Principal = z.infer<typeof Principal>;

/** A sign-in as its token states it. The token cannot state whether the sign-in was ended early. */
export interface SignIn {
  readonly principal: Principal;
  /** The version of the account that signed in. `SignInsEnded` names the first version whose sign-ins remain valid. */
  readonly accountVersion: number;
  readonly expiresAt: Instant;
  /** Identifies this sign-in, also through renewals of its token. Signing out ends only this one. */
  readonly signInId: string;
  /** The instant at which the password was given. */
  readonly startedAt: Instant;
}

/** The claim of a token with the version of the account that signed in. */
export const accountVersionClaim = 'ver';

/** The claim that identifies a sign-in. Tokens of older releases have none; their own hash identifies them. */
export const signInClaim = 'sid';
export const startedClaim = 'auth_time';

/** A key that access tokens are checked with: the SPKI PEM, encoded in base64 once more so that it fits one line. */
export const TokenPublicKey = z
  .string()
  .refine((key) => keyText(key) !== undefined, 'must be an Ed25519 public key (SPKI PEM, base64)');

/** The form in which two texts of one key are equal. Undefined when the text is no public key. */
function keyText(publicKey: string): string | undefined {
  try {
    return textOf(createPublicKey(pemOf(publicKey)));
  } catch {
    return undefined;
  }
}

const pemOf = (key: string) => Buffer.from(key, 'base64').toString('utf8');
const textOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/**
 * Checks access tokens with public keys alone, without a request to another service. Expiry is checked on the
 * database's clock, so that hosts with different clocks agree.
 */
export class AccessTokens {
  private readonly imported = new Map<string, ReturnType<typeof importSPKI>>();

  /** Tokens are accepted under each of the keys. While the pair of keys is changed there are two. */
  constructor(
    private readonly publicKeys: SecretValues,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {}

  /** Whether tokens of the private key to this public key are accepted. */
  knows(publicKey: KeyObject): boolean {
    const wanted = textOf(publicKey);
    for (const value of this.publicKeys.candidates()) if (keyText(value) === wanted) return true;
    return false;
  }

  /**
   * Returns the sign-in of a token. An expired token of ours is refused as `sign-in-expired`, which only a holder of
   * such a token can learn. Anything else is refused as `unauthenticated`.
   */
  async check(token: string): Promise<SignIn | Refused> {
    for (const publicKey of this.publicKeys.candidates()) {
      const checked = await this.checkWith(publicKey, token);
      if (checked) return checked;
    }
    return refuse('unauthenticated');
  }

  /** Undefined when the token was signed with another key. */
  private async checkWith(publicKey: string, token: string): Promise<SignIn | Refused | undefined> {
    try {
      const key = await this.importKey(publicKey);
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
      if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
      return refuse(error instanceof errors.JWTExpired ? 'sign-in-expired' : 'unauthenticated');
    }
  }

  /** Returns the id of the widget that an administrator tries with this token; undefined for any other token. */
  async widgetToTry(token: string): Promise<string | undefined> {
    for (const publicKey of this.publicKeys.candidates()) {
      try {
        const { payload } = await jwtVerify(token, await this.importKey(publicKey), {
          issuer: tryIssuer,
          algorithms: [tokenAlgorithm],
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(this.time.millis()),
        });
        return payload.sub;
      } catch {
        // Another key may have signed it.
      }
    }
    return undefined;
  }

  private importKey(publicKey: string): ReturnType<typeof importSPKI> {
    let key = this.imported.get(publicKey);
    if (!key) {
      key = importSPKI(pemOf(publicKey), tokenAlgorithm);
      this.imported.set(publicKey, key);
    }
    return key;
  }

  /** Returns the principal; undefined for anything but a valid token of ours. */
  async verify(token: string): Promise<Principal | undefined> {
    const checked = await this.check(token);
    return 'principal' in checked ? checked.principal : undefined;
  }
}

export function hasRole(principal: Principal, ...wanted: RoleName[]): boolean {
  return wanted.some((role) => principal.roles.includes(role));
}
