import type { CustomerFrame, RefusalName } from '@rejoin/contracts';

type RefusedFrame = Extract<CustomerFrame, { type: 'refused' }>;

/** A named, expected "no" of the service; `message` is a sentence for a person. */
export class Refusal extends Error {
  override readonly name: RefusalName;
  readonly retryAfterSeconds: number | null;
  /** Too late: where the widget's settings send the customer; null offers a new chat. */
  readonly redirectUrl: string | null;
  /** With `invalid`: which fields were wrong. */
  readonly errors: readonly { field: string; message: string }[];

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
