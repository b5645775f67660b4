import type { CustomerFrame, FieldError, RefusalName } from '@rejoin/contracts';

type RefusedFrame = Extract<CustomerFrame, { type: 'refused' }>;

/** A named, expected "no" of the service; `message` is a sentence for a person. */
export class Refusal extends Error {
  override readonly name: RefusalName;
  readonly retryAfterSeconds: number | null;
  /** Too late: where the widget's settings send the customer; null offers a new chat. */
  readonly redirectUrl: string | null;
  /** Which fields were wrong, where some were. */
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

  /** The refusal in an answer over HTTP. Something between us and the service may answer without a name. */
  static ofAnswer(status: number, answer: unknown, retryAfter: string | null): Refusal {
    const problem = (answer ?? {}) as {
      name?: string;
      title?: string;
      redirectUrl?: string | null;
      errors?: readonly FieldError[];
    };
    const seconds = Number(retryAfter ?? NaN);
    return new Refusal(nameOf(problem.name, status), problem.title ?? `HTTP ${status}`, {
      retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
      redirectUrl: problem.redirectUrl ?? null,
      errors: problem.errors ?? [],
    });
  }
}

/** Without a name 429 and 5xx pass, the rest does not. */
function nameOf(name: string | undefined, status: number): RefusalName {
  if (name !== undefined) return name === 'internal-error' ? 'unavailable' : (name as RefusalName);
  if (status === 429) return 'too-many';
  return status >= 500 ? 'unavailable' : 'invalid';
}

/** The line broke before the answer came, or was down: whether it was done shows in the conversation. */
export class LineLost extends Error {
  override readonly name = 'line-lost';

  constructor() {
    super('The connection was lost before the answer came.');
  }
}

/** Whether the same request may succeed a moment later. */
export function isPassing(name: string): boolean {
  return name === 'unavailable' || name === 'too-many';
}

/** Whether the conversation can never be returned to. */
export function isTooLate(name: string): boolean {
  return name === 'window-expired' || name === 'conversation-ended';
}
