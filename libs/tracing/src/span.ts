/** The role of an operation in a trace, as OpenTelemetry defines it. */
export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

export interface SpanOptions {
  /** What is done, such as `frame send`. It has no ids, so that spans can be grouped by it. */
  readonly name: string;
  readonly kind?: SpanKind;
  readonly conversationId?: string | undefined;
  /** The W3C `traceparent` of the cause. Without it, a new trace begins. */
  readonly parent?: string | undefined;
  /** The `traceparent` of each cause that is no parent: the members of a batch, and what a timer was started by. */
  readonly links?: readonly string[];
}

/** A span that has begun. It is exported when it has ended. */
export interface Span {
  readonly traceparent: string;
  /** Records the conversation when it becomes known only after the span has begun. */
  concerns(conversationId: string): void;
  end(error?: unknown): void;
}

/** Where spans go. */
export interface SpanExport {
  start(options: SpanOptions): Span;
}

/** An operation that has ended, with the error if it failed. */
export interface FinishedOperation {
  readonly name: string;
  readonly ms: number;
  readonly error?: unknown;
}

interface Instruments {
  spans?: SpanExport | undefined;
  /** Called after each operation, and within it. */
  onOperation?: ((operation: FinishedOperation) => void) | undefined;
}

/** Of this process. Empty by default, so that an operation costs two objects and a call. */
export const instruments: Instruments = {};

/** Whether spans are exported. What only spans need is read and written only then. */
export function isTracing(): boolean {
  return instruments.spans !== undefined;
}
