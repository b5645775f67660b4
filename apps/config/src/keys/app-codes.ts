import { Secret, TOTP } from 'otpauth';
import type { SecretValues } from '@rejoin/kernel';
import { SealedTexts } from './sealed-texts';

const issuer = 'Rejoin';
const periodSeconds = 30;
/** A code of the period before or after is accepted too, because the clocks of phones differ. */
const periodsApart = 1;

/**
 * Codes of authenticator apps (RFC 6238, SHA-1, six digits, 30 s). The secret that an app and this service share is
 * stored encrypted for its account, so a reader of the database cannot make codes.
 */
export class AppCodes {
  private readonly texts: SealedTexts;

  /**
   * `secret` must be the same at every replica. The keys are derived from its values; without them every stored secret is
   * useless.
   */
  constructor(secret: SecretValues) {
    this.texts = new SealedTexts(secret, 'rejoin-second-factor');
  }

  /** Makes a secret for a login: in readable form for the person, and encrypted for the database. */
  enrol(login: string, accountId: string): { secret: string; uri: string; sealed: string } {
    const secret = new Secret({ size: 20 });
    const uri = new TOTP({ issuer, label: login, secret }).toString();
    return { secret: secret.base32, uri, sealed: this.texts.seal(secret.base32, accountId) };
  }

  /** Encrypts a stored secret again; see {@link SealedTexts.sealAgain}. */
  sealAgain(sealed: string, accountId: string): string | undefined {
    return this.texts.sealAgain(sealed, accountId);
  }

  /** The period of a code; undefined when the code is not valid now, or when the secret cannot be decrypted. */
  periodOf(code: string, sealed: string, accountId: string, nowMs: number): number | undefined {
    const secret = this.texts.open(sealed, accountId);
    if (secret === undefined) return undefined;
    const totp = new TOTP({ issuer, secret: Secret.fromBase32(secret), period: periodSeconds });
    const delta = totp.validate({ token: code, timestamp: nowMs, window: periodsApart });
    return delta === null ? undefined : Math.floor(nowMs / 1000 / periodSeconds) + delta;
  }
}
