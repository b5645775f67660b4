import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretValues } from '@rejoin/kernel';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts texts for the database, each for its owner, so that neither reading the database nor moving a row reveals
 * one.
 */
export class SealedTexts {
  private readonly keys = new Map<string, Buffer>();

  /**
   * `secret` must be the same at every replica. Keys are derived from its values for one purpose. Texts are encrypted
   * under the newest and decrypted under each. When a value ends, the texts that were encrypted under it are useless.
   */
  constructor(
    private readonly secret: SecretValues,
    private readonly purpose: string,
  ) {}

  seal(text: string, owner: string): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.keyOf(this.secret.newest), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined when the text was encrypted for another owner, with another secret, or not at all. */
  open(sealed: string, owner: string): string | undefined {
    for (const value of this.secret.candidates()) {
      const text = this.openWith(value, sealed, owner);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /**
   * Encrypts a text again that was encrypted under an older value. Undefined when it is encrypted under the newest one, or
   * cannot be decrypted.
   */
  sealAgain(sealed: string, owner: string): string | undefined {
    if (this.openWith(this.secret.newest, sealed, owner) !== undefined) return undefined;
    const text = this.open(sealed, owner);
    return text === undefined ? undefined : this.seal(text, owner);
  }

  private openWith(value: string, sealed: string, owner: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const opening = createDecipheriv(cipher, this.keyOf(value), bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return opening.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
    } catch {
      return undefined;
    }
  }

  private keyOf(value: string): Buffer {
    let key = this.keys.get(value);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', value, '', this.purpose, 32));
      this.keys.set(value, key);
    }
    return key;
  }
}
