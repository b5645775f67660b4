import { serviceLimits, signInLimits } from '@rejoin/contracts';
import { instant, millis, newId, type Instant } from '@rejoin/kernel';
import {
  AccessTokens,
  accountVersionClaim,
  EnvironmentError,
  signInClaim,
  startedClaim,
  tokenAlgorithm,
  tokenIssuer,
  type Principal,
  type SignIn,
} from '@rejoin/service';
import type { DatabaseTime } from '@rejoin/persistence';
import { importPKCS8, SignJWT } from 'jose';

/** The maximum length of a sign-in. */
export const lifeMs = signInLimits.longestHours.value * 3_600_000;
const serviceLifeSeconds = serviceLimits.tokenSeconds.value;

/** An earlier token of the same sign-in. */
export type Renewed = Pick<SignIn, 'signInId' | 'startedAt'>;

/**
 * Makes the tokens that {@link AccessTokens} accepts. A token lasts as long as a sign-in may be unused. A sign-in
 * with all its renewals lasts 12 hours.
 */
export class AccessTokenIssuer {
  private constructor(
    private readonly key: Awaited<ReturnType<typeof importPKCS8>>,
    private readonly time: Pick<DatabaseTime, 'millis'>,
    private readonly idleMs: number,
  ) {}

  /**
   * `privateKey` is PKCS8 PEM in base64. Throws an {@link EnvironmentError} unless `tokens` accepts a token that this
   * key signs, because with two keys that do not match no account could sign in.
   */
  static async open(
    privateKey: string,
    tokens: AccessTokens,
    time: Pick<DatabaseTime, 'millis'>,
    idleHours = 12,
  ): Promise<AccessTokenIssuer> {
    try {
      const pem = Buffer.from(privateKey, 'base64').toString('utf8');
      const issuer = new AccessTokenIssuer(
        await importPKCS8(pem, tokenAlgorithm),
        time,
        idleHours * 3_600_000,
      );
      const nobody = { org: '', accountId: '', agentId: null, displayName: '', roles: [] };
      const { token } = await issuer.issue(nobody, 0);
      if (await tokens.verify(token)) return issuer;
    } catch {
      // The error below does not contain the cause, which could quote the key.
    }
    throw new EnvironmentError(
      'REJOIN_TOKEN_PRIVATE_KEY and REJOIN_TOKEN_PUBLIC_KEY must be the two halves of one Ed25519 key (PEM, base64)',
    );
  }

  /**
   * `accountVersion` is the version of the account that signs in. The token is valid until the account's sign-ins are
   * ended.
   */
  async issue(
    principal: Principal,
    accountVersion: number,
    renewed?: Renewed,
  ): Promise<{ token: string; expiresAt: Instant }> {
    const now = this.time.millis();
    const startedMs = renewed ? millis(renewed.startedAt) : now;
    const expiresSeconds = Math.floor(Math.min(now + this.idleMs, startedMs + lifeMs) / 1000);
    const token = await new SignJWT({
      rejoin: principal,
      [accountVersionClaim]: accountVersion,
      [signInClaim]: renewed?.signInId ?? newId(),
      [startedClaim]: Math.floor(startedMs / 1000),
    })
      .setProtectedHeader({ alg: tokenAlgorithm, typ: 'JWT' })
      .setIssuer(tokenIssuer)
      .setSubject(principal.accountId)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(expiresSeconds)
      .sign(this.key);
    return { token, expiresAt: instant(expiresSeconds * 1000) };
  }

  /** Makes a token of a service account. It lasts 15 minutes, but not longer than the secret. */
  async issueService(
    principal: Principal,
    version: number,
    untilMs: number,
  ): Promise<{ token: string; expiresInSeconds: number }> {
    const now = Math.floor(this.time.millis() / 1000);
    const expires = Math.min(now + serviceLifeSeconds, Math.floor(untilMs / 1000));
    const token = await new SignJWT({
      rejoin: principal,
      [accountVersionClaim]: version,
      [signInClaim]: newId(),
      [startedClaim]: now,
    })
      .setProtectedHeader({ alg: tokenAlgorithm, typ: 'JWT' })
      .setIssuer(tokenIssuer)
      .setSubject(principal.accountId)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresInSeconds: expires - now };
  }
}
