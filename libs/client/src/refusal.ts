import type { CustomerFrame, FieldError, RefusalName } from '@rejoin/contracts';

type RefusedFrame = Extract<CustomerFrame, { type: 'refused' }>;

/** A named, expected refusal of the service. `message` is a sentence for a person. */
export class Refusal extends Error {
  override readonly name: RefusalName;
  /** After how many seconds the same request may be repeated; null when that does not help or is not known. */
  readonly retryAfterSeconds: number | null;
  /** For a customer who is too late: where the widget's settings send them; null means that a new chat is offered. */
  readonly redirectUrl: string | null;
  /** The fields of the request that were wrong, if any. */
  readonly errors: readonly FieldError[];

  constructor(
    name: RefusalName,
    message: string,
    more: Partial<Pick<Refusal, 'retryAfterSeconds' | 'redirectUrl' | 'errors'>> = {},
  ) {
    super(message);
    this.name = name;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.redirectUrl = more.redirectUrl ?? null;
    this.errors = more.errors ?? [];
  }

  static of(frame: RefusedFrame): Refusal {
    const { name, message, retryAfterSeconds, redirectUrl, errors = [] } = frame;
    return new Refusal(name as RefusalName, message, { retryAfterSeconds, redirectUrl, errors });
  }

  /** Reads problem details (RFC 9457). A proxy in front of the service may answer without a name. */
  static ofAnswer(status: number, answer: unknown, retryAfter: string | null): Refusal {
    const problem = (answer ?? {}) as {
      name?: string;
      title?: string;
      detail?: string;
      redirectUrl?: string | null;
      errors?: readonly FieldError[];
    };
    const seconds = Number(retryAfter ?? NaN);
    return new Refusal(nameOf(problem.name, status), problem.detail ?? problem.title ?? `HTTP ${status}`, {
      ...problem,
      // A date instead of seconds counts as not known.
      retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
    });
  }
}

/** Without a name, 429 and 5xx are temporary and other statuses are not. */
function nameOf(name: string | undefined, status: number): RefusalName {
  if (name !== undefined) return name === 'internal-error' ? 'unavailable' : (name as RefusalName);
  if (status === 429) return 'too-many';
  return status >= 500 ? 'unavailable' : 'invalid';
}

/**
 * The connection was lost before the answer came, or there was none. Whether the action was done shows in the
 * conversation.
 */
export class ConnectionLost extends Error {
  /** Programs compare this name, so it is the one of the first release. */
  override readonly name = 'line-lost';

  constructor() {
    super('The connection was lost before the answer came.');
  }
}

/** Whether the same request may succeed a moment later. */
export function isPassing(name: string): boolean {
  return name === 'unavailable' || name === 'too-many';
}

/** Whether the customer can no longer return to the conversation. */
export function isTooLate(name: string): name is 'window-expired' | 'conversation-ended' {
  return name === 'window-expired' || name === 'conversation-ended';
}
