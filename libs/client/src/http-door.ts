import { backoff } from './backoff';
import type { Endpoints } from './endpoints';
import { toJson } from './json';
import type { PlainRequest, Platform } from './platform';
import { isPassing, Refusal } from './refusal';

/**
 * HTTP with the gateways. What cannot be reached, is `unavailable` or `too-many`, is tried again at the next
 * endpoint with growing pauses; every other refusal is thrown as {@link Refusal}. Only for requests that may be repeated.
 */
export class HttpDoor {
  constructor(
    private readonly platform: Platform,
    private readonly endpoints: Endpoints,
    private readonly attempts = 6,
  ) {}

  /** `token`: who asks, where that matters. */
  get<Answer>(path: string, token?: string): Promise<Answer> {
    return this.ask(path, { method: 'GET', headers: bearer(token) });
  }

  /** `passes`: which refusals are tried again by themselves. */
  post<Answer>(path: string, body: object, token?: string, passes = isPassing): Promise<Answer> {
    return this.ask(path, { method: 'POST', body: toJson(body), headers: bearer(token) }, passes);
  }

  private async ask<Answer>(path: string, init: PlainRequest, passes = isPassing): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const endpoint = this.endpoints.current;
      try {
        // A gateway that is down may answer nothing at all: another one is asked sooner.
        const withinMs = attempt === 0 && this.endpoints.areSeveral ? 4_000 : 10_000;
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
    try {
      response = await this.platform.fetch(url, { ...init, signal: AbortSignal.timeout(withinMs) });
      answer = await response.json();
    } catch {
      throw new Refusal('unavailable', 'The chat service cannot be reached.');
    }
    if (response.ok) return answer as Answer;
    throw Refusal.ofAnswer(response.status, answer, response.headers.get('Retry-After'));
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}
