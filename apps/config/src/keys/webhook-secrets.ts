import { randomBytes } from 'node:crypto';
import { secretPrefix } from '../domain/webhook-signature';
import { SealedTexts } from './sealed-texts';
import type { SecretValues } from '@rejoin/kernel';

/** Secrets of webhooks: 256 random bits in the form of Standard Webhooks, stored encrypted for their endpoint. */
export class WebhookSecrets {
  private readonly texts: SealedTexts;

  constructor(secret: SecretValues) {
    this.texts = new SealedTexts(secret, 'rejoin-webhook-secrets');
  }

  make(webhookId: string): { secret: string; sealed: string } {
    const secret = secretPrefix + randomBytes(32).toString('base64');
    return { secret, sealed: this.texts.seal(secret, webhookId) };
  }

  /** Encrypts a stored secret again; see {@link SealedTexts.sealAgain}. */
  sealAgain(sealed: string, webhookId: string): string | undefined {
    return this.texts.sealAgain(sealed, webhookId);
  }

  /** Returns the secrets that can be decrypted: none when the key has changed. */
  open(webhookId: string, sealed: readonly string[]): string[] {
    return sealed.flatMap((one) => this.texts.open(one, webhookId) ?? []);
  }
}
