import { Secret, TOTP } from 'otpauth';
import { SealedTexts } from './sealed-texts';

const issuer = 'Rejoin';
const periodSeconds = 30;
/** A code of the period before or after is taken too: phones' clocks differ. */
const periodsApart = 1;

/**
 * Codes of authenticator apps (RFC 6238, SHA-1, six digits, 30 s). The secret that an app and we share is stored
 * encrypted for its account: who reads the database makes no codes.
 */
export class AppCodes {
  private readonly texts: SealedTexts;

  /** `secret`: the same at every replica; the key is derived from it. Another one makes every stored secret useless. */
  constructor(secret: string) {
    this.texts = new SealedTexts(secret, 'rejoin-second-factor');
  }

  /** A new secret for a login: for its person, and sealed for the database. */
  enrol(login: string, accountId: string): { secret: string; uri: string; sealed: string } {
    const secret = new Secret({ size: 20 });
    const uri = new TOTP({ issuer, label: login, secret }).toString();
    return { secret: secret.base32, uri, sealed: this.texts.seal(secret.base32, accountId) };
  }

  /** The period that a code is of; undefined when it is not right at this instant, or the secret cannot be opened. */
  periodOf(code: string, sealed: string, accountId: string, nowMs: number): number | undefined {
    const secret = this.texts.open(sealed, accountId);
    if (secret === undefined) return undefined;
    const totp = new TOTP({ issuer, secret: Secret.fromBase32(secret), period: periodSeconds });
    const delta = totp.validate({ token: code, timestamp: nowMs, window: periodsApart });
    return delta === null ? undefined : Math.floor(nowMs / 1000 / periodSeconds) + delta;
  }
}
