/** What the reader uses of a message of `nats` (2.x) or `@nats-io/jetstream` (3.x). */
export interface FactMessage {
  readonly data: Uint8Array;
  ack(): void;
  nak(delayMs?: number): void;
  working(): void;
  term(): void;
}

export interface FactMessages extends AsyncIterable<FactMessage> {
  stop(): void;
}

/** What NATS says of a durable. */
export interface DurableInfo {
  readonly created: string;
  /** Delivered to anybody and not acknowledged. */
  readonly num_ack_pending: number;
  /** Not delivered yet. */
  readonly num_pending: number;
  /** `ack_wait` in nanoseconds: after that a fact that is not acknowledged is delivered again. */
  readonly config: { readonly ack_wait?: number };
}

export interface Durable {
  info(): Promise<DurableInfo>;
  fetch(options: { max_messages: number; expires: number }): Promise<FactMessages>;
}

/** A JetStream client: `connection.jetstream()` of `nats`, or `jetstream(connection)` of `@nats-io/jetstream`. */
export interface JetStream {
  readonly consumers: { get(stream: string, durable: string): Promise<Durable> };
}
