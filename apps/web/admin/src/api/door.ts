import { Refusal } from '@rejoin/client';
import { needsSignIn } from './refused';

interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** The version that was read, of what is replaced or deleted. */
  readonly version?: number;
  /** Signing in itself: without a token, and a "no" is final. */
  readonly isOpen?: boolean;
  /** Signing out: nobody is asked to sign in again for it. */
  readonly isLast?: boolean;
  /** How long the answer may take, where that is longer than usual. */
  readonly timeoutMs?: number;
}

interface Hooks {
  token(): string | undefined;
  /** Asks to sign in again. False: the person does not want to. */
  signInAgain(): Promise<boolean>;
  /** Whether the server answered at all. */
  reached(isReached: boolean): void;
}

/** HTTP with config. What was refused for want of a sign-in is asked once more after it. */
export class Door {
  constructor(private readonly hooks: Hooks) {}

  async ask<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
    try {
      return await this.once<Answer>(path, ask);
    } catch (error) {
      const isFinal = ask.isOpen === true || ask.isLast === true;
      if (isFinal || !needsSignIn(error) || !(await this.hooks.signInAgain())) throw error;
      return this.once<Answer>(path, ask);
    }
  }

  private async once<Answer>(
    path: string,
    { method = 'GET', body, version, isOpen, timeoutMs = 15_000 }: Ask,
  ): Promise<Answer> {
    const token = isOpen === true ? undefined : this.hooks.token();
    let status: number;
    let answer: unknown;
    let retryAfter: string | null;
    try {
      const response = await fetch(path, {
        method,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      retryAfter = response.headers.get('Retry-After');
      answer = await response.json().catch(() => undefined);
    } catch {
      this.hooks.reached(false);
      throw new Refusal('unavailable', 'The service cannot be reached.');
    }
    if (status >= 200 && status < 300) {
      this.hooks.reached(true);
      return answer as Answer;
    }
    const refused = Refusal.ofAnswer(status, answer, retryAfter);
    this.hooks.reached(refused.name !== 'unavailable');
    throw refused;
  }
}
