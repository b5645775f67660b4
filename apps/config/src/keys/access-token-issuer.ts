import { serviceLimits, signInLimits } from '@rejoin/contracts';
import { instant, millis, newId, type Instant, type SecretValues } from '@rejoin/kernel';
import {
  AccessTokens,
  accountVersionClaim,
  EnvironmentError,
  signInClaim,
  startedClaim,
  tokenAlgorithm,
  tokenIssuer,
  tryIssuer,
  type Principal,
  type SignIn,
} from '@rejoin/service';
import type { DatabaseTime } from '@rejoin/persistence';
import { importPKCS8, SignJWT, type JWTPayload } from 'jose';
import { pemOf, publicHalf } from '../domain/token-key';

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
  private signing: { readonly value: string; readonly key: ReturnType<typeof importPKCS8> } | undefined;

  private constructor(
    private readonly privateKeys: SecretValues,
    private readonly tokens: AccessTokens,
    private readonly time: Pick<DatabaseTime, 'millis'>,
    private readonly idleMs: number,
  ) {}

  /**
   * `privateKeys` are PKCS8 PEM in base64. Throws an {@link EnvironmentError} unless `tokens` accepts a token that one of
   * them signs, because with keys that do not match no account could sign in.
   */
  static async open(
    privateKeys: SecretValues,
    tokens: AccessTokens,
    time: Pick<DatabaseTime, 'millis'>,
    idleHours = 12,
  ): Promise<AccessTokenIssuer> {
    try {
      const issuer = new AccessTokenIssuer(privateKeys, tokens, time, idleHours * 3_600_000);
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
   * The newest private key whose public half is known here, so that a pair whose files are written one after the other is
   * used only when it is complete.
   */
  private signingKey(): ReturnType<typeof importPKCS8> {
    const isUsable = (value: string) => this.tokens.knows(publicHalf(value));
    const value = this.privateKeys.all.find(isUsable) ?? this.signing?.value ?? this.privateKeys.newest;
    if (this.signing?.value !== value)
      this.signing = { value, key: importPKCS8(pemOf(value), tokenAlgorithm) };
    return this.signing.key;
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
    const signIn = { id: renewed?.signInId ?? newId(), started: Math.floor(startedMs / 1000) };
    const claims = claimsOf(principal, accountVersion, signIn);
    const token = await this.sign(claims, Math.floor(now / 1000), expiresSeconds);
    return { token, expiresAt: instant(expiresSeconds * 1000) };
  }

  /** Makes a token that opens the try page of a widget. It is no sign-in. */
  async issueTry(widgetId: string): Promise<{ token: string; expiresAt: Instant }> {
    const now = Math.floor(this.time.millis() / 1000);
    const expires = now + signInLimits.tryMinutes.value * 60;
    const token = await this.sign({ iss: tryIssuer, sub: widgetId }, now, expires);
    return { token, expiresAt: instant(expires * 1000) };
  }

  /** Makes a token of a service account. It lasts 15 minutes, but not longer than the secret. */
  async issueService(
    principal: Principal,
    version: number,
    untilMs: number,
  ): Promise<{ token: string; expiresInSeconds: number }> {
    const now = Math.floor(this.time.millis() / 1000);
    const expires = Math.min(now + serviceLifeSeconds, Math.floor(untilMs / 1000));
    const claims = claimsOf(principal, version, { id: newId(), started: now });
    const token = await this.sign(claims, now, expires);
    return { token, expiresInSeconds: expires - now };
  }

  /** The times are in seconds. */
  private async sign(claims: JWTPayload, now: number, expires: number): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: tokenAlgorithm, typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(await this.signingKey());
  }
}

function claimsOf(
  principal: Principal,
  accountVersion: number,
  signIn: { readonly id: string; readonly started: number },
): JWTPayload {
  return {
    iss: tokenIssuer,
    sub: principal.accountId,
    rejoin: principal,
    [accountVersionClaim]: accountVersion,
    [signInClaim]: signIn.id,
    [startedClaim]: signIn.started,
  };
}
