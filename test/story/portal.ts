import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';

/** A portal that its customers are signed in to: it vouches for them with a key of its own. */
export class Portal {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(
    readonly issuer: string,
    readonly audience: string,
  ) {}

  get publicKey(): string {
    return this.keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** What the portal's page hands to the widget. */
  tokenOf(customer: string, context: Record<string, string> = {}): Promise<string> {
    return new SignJWT({ lwicontexts: JSON.stringify(context) })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(this.issuer)
      .setSubject(customer)
      .setAudience(this.audience)
      .setIssuedAt()
      .setExpirationTime('10 min')
      .sign(this.keys.privateKey);
  }
}
