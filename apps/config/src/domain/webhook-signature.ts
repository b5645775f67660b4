import { createHmac } from 'node:crypto';

/** The prefix of a secret, by which people and secret scanners recognise it. */
export const secretPrefix = 'whsec_';

/** The signed content that Standard Webhooks defines: one message at one attempt. */
interface SignedContent {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly payload: string;
}

/** The value of `webhook-signature`: one signature for each secret, so that receivers can change over. */
export function signaturesOf({ id, timestamp, payload }: SignedContent, secrets: readonly string[]): string {
  const content = `${id}.${timestamp}.${payload}`;
  return secrets
    .map((secret) => Buffer.from(secret.slice(secretPrefix.length), 'base64'))
    .map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`)
    .join(' ');
}
