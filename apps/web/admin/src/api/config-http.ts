import { Refusal } from '@rejoin/client';
import { needsSignIn } from './refused';

interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** The version that was read, of what is replaced or deleted. */
  readonly version?: number;
  /** Sends no token, and does not ask to sign in when it is refused. */
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

/** The answer of an operation; undefined if it has none. */
const json = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

/**
 * Sends HTTP requests to config. A request that was refused because the sign-in has ended is repeated once, after the person
 * has signed in again.
 */
export class ConfigHttp {
  constructor(private readonly hooks: Hooks) {}

  ask<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
    return this.signedIn(ask, () => this.once<Answer>(path, ask, json));
  }

  /** Reads a file. */
  download(path: string, timeoutMs: number): Promise<Blob> {
    return this.signedIn({}, () => this.once<Blob>(path, { timeoutMs }, (response) => response.blob()));
  }

  private async signedIn<Answer>(ask: Ask, once: () => Promise<Answer>): Promise<Answer> {
    try {
      return await once();
    } catch (error) {
      const isFinal = ask.isOpen === true || ask.isLast === true;
      if (isFinal || !needsSignIn(error) || !(await this.hooks.signInAgain())) throw error;
      return once();
    }
  }

  private async once<Answer>(
    path: string,
    { method = 'GET', body, version, isOpen, timeoutMs = 15_000 }: Ask,
    read: (response: Response) => Promise<unknown>,
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
      answer = await (response.ok ? read(response) : json(response));
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
