import { webhookLimits } from '@rejoin/contracts';
import { millis, type Instant } from '@rejoin/kernel';
import { HostNotAllowed, postOutside, type AllowedHosts } from '@rejoin/service';
import { secretUnreadable, type Attempt } from '../domain/webhook-attempt';
import { signaturesOf } from '../domain/webhook-signature';

/** One message to one endpoint. */
interface Sending {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly id: string;
  readonly payload: string;
  /** The time of the database's clock. */
  readonly now: Instant;
}

/** The endpoints of webhooks, to which signed messages are sent within the limits of one attempt. */
export class WebhookEndpoints {
  constructor(private readonly allowed: AllowedHosts) {}

  /** Whether settings may name an endpoint. HTTP is only for hosts that the operator has allowed. */
  mayName(url: URL): boolean {
    return url.protocol === 'https:' || this.allowed.names(url);
  }

  /** Never throws: an error is the outcome of the attempt. `stop` aborts it when this process ends. */
  async send({ url: text, secrets, id, payload, now }: Sending, stop: AbortSignal): Promise<Attempt> {
    const startMs = performance.now();
    const timeout = AbortSignal.timeout(1_000 * webhookLimits.attemptSeconds.value);
    const elapsedMs = () => Math.round(performance.now() - startMs);
    try {
      const url = new URL(text);
      if (!this.mayName(url)) throw new HostNotAllowed(url.hostname);
      if (secrets.length === 0) throw new NoSecret();
      const timestamp = Math.floor(millis(now) / 1_000);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Rejoin-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signaturesOf({ id, timestamp, payload }, secrets),
      };
      const signal = AbortSignal.any([timeout, stop]);
      const request = { allowed: this.allowed, signal };
      return {
        status: await postOutside(url, request, { headers, body: payload }),
        error: null,
        ms: elapsedMs(),
      };
    } catch (error) {
      return { status: null, error: timeout.aborted ? 'timed-out' : nameOf(error), ms: elapsedMs() };
    }
  }
}

/** The secrets were encrypted with another REJOIN_TOKEN_PRIVATE_KEY, and must be rotated. */
class NoSecret extends Error {}

function nameOf(error: unknown): string {
  if (error instanceof HostNotAllowed) return 'address-not-allowed';
  if (error instanceof NoSecret) return secretUnreadable;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code.slice(0, 100) : 'unreachable';
}
