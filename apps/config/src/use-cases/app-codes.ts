import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const issuer = 'Rejoin';
const periodSeconds = 30;
/** A code of the period before or after is taken too: phones' clocks differ. */
const periodsApart = 1;
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Codes of authenticator apps (RFC 6238, SHA-1, six digits, 30 s). The secret that an app and we share is stored
 * encrypted for its account: who reads the database makes no codes.
 */
export class AppCodes {
  private readonly key: Buffer;

  /** `secret`: the same at every replica; the key is derived from it. Another one makes every stored secret useless. */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'rejoin-second-factor', 32));
  }

  /** A new secret for a login: for its person, and sealed for the database. */
  enrol(login: string, accountId: string): { secret: string; uri: string; sealed: string } {
    const secret = new Secret({ size: 20 });
    const uri = new TOTP({ issuer, label: login, secret }).toString();
    return { secret: secret.base32, uri, sealed: this.seal(secret.base32, accountId) };
  }

  /** The period that a code is of; undefined when it is not right at this instant, or the secret cannot be opened. */
  periodOf(code: string, sealed: string, accountId: string, nowMs: number): number | undefined {
    const secret = this.open(sealed, accountId);
    if (secret === undefined) return undefined;
    const totp = new TOTP({ issuer, secret: Secret.fromBase32(secret), period: periodSeconds });
    const delta = totp.validate({ token: code, timestamp: nowMs, window: periodsApart });
    return delta === null ? undefined : Math.floor(nowMs / 1000 / periodSeconds) + delta;
  }

  private seal(text: string, accountId: string): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.key, nonce).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url');
  }

  private open(sealed: string, accountId: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const opening = createDecipheriv(cipher, this.key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(accountId))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return opening.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
    } catch {
      return undefined;
    }
  }
}
