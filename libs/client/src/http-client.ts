import { backoff } from './backoff';
import type { Endpoints } from './endpoints';
import { toJson } from './json';
import type { PlainRequest, Platform } from './platform';
import { isPassing, Refusal } from './refusal';

/**
 * HTTP requests to the gateways. A gateway that cannot be reached or answers `unavailable` or `too-many` is followed by
 * the next endpoint, with growing pauses; every other refusal is thrown as a {@link Refusal}. Use it only for requests
 * that may be repeated.
 */
export class HttpClient {
  constructor(
    private readonly platform: Platform,
    private readonly endpoints: Endpoints,
    private readonly attempts = 6,
  ) {}

  /** `token`: the access token of the caller, if the route needs one. */
  get<Answer>(path: string, token?: string): Promise<Answer> {
    return this.ask(path, { method: 'GET', headers: bearer(token) });
  }

  /** `passes`: decides by name which refusals are retried. */
  post<Answer>(path: string, body: object, token?: string, passes = isPassing): Promise<Answer> {
    return this.ask(path, { method: 'POST', body: toJson(body), headers: bearer(token) }, passes);
  }

  private async ask<Answer>(path: string, init: PlainRequest, passes = isPassing): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const endpoint = this.endpoints.current;
      try {
        // A gateway that is down may not answer at all. With several of them the next one is tried sooner.
        const isTriedAgain = attempt === 0 && this.endpoints.areSeveral && passes('unavailable');
        const withinMs = isTriedAgain ? 4_000 : 10_000;
        return await this.once<Answer>(endpoint + path, init, withinMs);
      } catch (error) {
        if (!(error instanceof Refusal) || !isPassing(error.name)) throw error;
        this.endpoints.next(endpoint);
        if (!passes(error.name) || attempt + 1 >= this.attempts) throw error;
        const pause = (error.retryAfterSeconds ?? 0) * 1000 + backoff(attempt, this.platform.random);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  private async once<Answer>(url: string, init: PlainRequest, withinMs: number): Promise<Answer> {
    let response: Response;
    let answer: unknown;
    const abort = new AbortController();
    const late = setTimeout(() => abort.abort(), withinMs);
    try {
      response = await this.platform.fetch(url, { ...init, signal: abort.signal });
      answer = await response.json();
    } catch {
      throw new Refusal('unavailable', 'The chat service cannot be reached.');
    } finally {
      clearTimeout(late);
    }
    if (response.ok) return answer as Answer;
    throw Refusal.ofAnswer(response.status, answer, response.headers.get('Retry-After'));
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}
