import { signInLimits } from '@rejoin/contracts';
import { requestOutside, type AllowedHosts } from '@rejoin/service';
import type { CustomFetchOptions, FetchBody } from 'openid-client';

/** The provider could not be reached, or gave no usable answer in time. */
export class ProviderUnavailable extends Error {}

type Sent = Pick<CustomFetchOptions, 'method' | 'headers'> & Partial<CustomFetchOptions>;

/**
 * Sends the HTTP requests to identity providers. They are limited in time and size, and reach public addresses and those that
 * the operator has allowed.
 */
export class ProviderRequests {
  constructor(private readonly allowed: AllowedHosts) {}

  async fetch(address: string, { method, headers, body, signal }: Sent): Promise<Response> {
    const url = new URL(address);
    const timeout = AbortSignal.timeout(1_000 * signInLimits.providerSeconds.value);
    const asked = {
      allowed: this.allowed,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      maxBytes: signInLimits.providerBytes.value,
    };
    const sent = { method, headers, ...(body == null ? {} : { body: textOf(body) }) };
    if (url.protocol !== 'https:' && !this.allowed.names(url))
      throw new ProviderUnavailable(`${url.host} has no HTTPS and is not an allowed host`);
    const answer = await requestOutside(url, asked, sent).catch((error: unknown): never => {
      const { code, message } = error as { code?: string; message?: string };
      const why = timeout.aborted ? 'no answer in time' : message || code || 'not reachable';
      throw new ProviderUnavailable(`${url.host}: ${why}`, { cause: error });
    });
    if (answer.status >= 500) throw new ProviderUnavailable(`${url.host} answered ${answer.status}`);
    const hasBody = answer.status !== 204 && answer.status !== 304;
    return new Response(hasBody ? answer.body : null, {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    });
  }
}

function textOf(body: NonNullable<FetchBody>): string {
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body);
  throw new TypeError('the body of a request to a provider is a text');
}

/** The library wraps errors of requests, so the cause is looked up. */
export async function passing<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      if (
        cause instanceof ProviderUnavailable ||
        cause.name === 'TimeoutError' ||
        cause.name === 'AbortError'
      )
        throw cause instanceof ProviderUnavailable ? cause : new ProviderUnavailable('no answer in time');
    throw error;
  }
}
