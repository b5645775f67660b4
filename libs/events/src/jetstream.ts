/** The part of a message of `nats` (2.x) or `@nats-io/jetstream` (3.x) that the reader uses. */
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

/** The part of NATS's information about a durable that the reader uses. */
export interface DurableInfo {
  readonly created: string;
  /** The number of facts that were delivered and not acknowledged. */
  readonly num_ack_pending: number;
  /** The number of facts that were not delivered yet. */
  readonly num_pending: number;
  /** `ack_wait` in nanoseconds: a fact that is not acknowledged in this time is delivered again. */
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
