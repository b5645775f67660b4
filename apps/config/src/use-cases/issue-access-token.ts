import { instant, type Instant } from '@rejoin/kernel';
import {
  AccessTokens,
  accountVersionClaim,
  EnvironmentError,
  tokenAlgorithm,
  tokenIssuer,
  type Principal,
} from '@rejoin/service';
import { importPKCS8, SignJWT } from 'jose';

const lifeMs = 12 * 3_600_000;

/** Makes the tokens that {@link AccessTokens} accepts. They last 12 hours. */
export class AccessTokenIssuer {
  private constructor(private readonly key: Awaited<ReturnType<typeof importPKCS8>>) {}

  /**
   * `privateKey`: PKCS8 PEM, base64 once more. Throws an {@link EnvironmentError} unless what it signs passes
   * `tokens`: two keys that do not belong together would lock everybody out.
   */
  static async open(privateKey: string, tokens: AccessTokens): Promise<AccessTokenIssuer> {
    try {
      const pem = Buffer.from(privateKey, 'base64').toString('utf8');
      const issuer = new AccessTokenIssuer(await importPKCS8(pem, tokenAlgorithm));
      const nobody = { org: '', accountId: '', agentId: null, displayName: '', roles: [] };
      const { token } = await issuer.issue(nobody, 0);
      if (await tokens.verify(token)) return issuer;
    } catch {
      // Said below without the cause: it could quote the key.
    }
    throw new EnvironmentError(
      'REJOIN_TOKEN_PRIVATE_KEY and REJOIN_TOKEN_PUBLIC_KEY must be the two halves of one Ed25519 key (PEM, base64)',
    );
  }

  /** `accountVersion`: of the account that signs in; the token holds until its sign-ins are ended. */
  async issue(principal: Principal, accountVersion: number): Promise<{ token: string; expiresAt: Instant }> {
    const now = Date.now();
    const token = await new SignJWT({ rejoin: principal, [accountVersionClaim]: accountVersion })
      .setProtectedHeader({ alg: tokenAlgorithm, typ: 'JWT' })
      .setIssuer(tokenIssuer)
      .setSubject(principal.accountId)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor((now + lifeMs) / 1000))
      .sign(this.key);
    return { token, expiresAt: instant(Math.floor((now + lifeMs) / 1000) * 1000) };
  }
}
