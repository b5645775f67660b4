import { parseEnvelope, type Fact, type FactOf, type Family } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/** A fact as a consumer gets it: parsed, with its place in its aggregate's history. */
export type Delivered<F extends Fact = Fact> = F & {
  readonly org: string;
  readonly family: string;
  readonly aggregateId: string;
  readonly version: number;
  /** The last version of each kind before it; facts of the release 0.1.0 do not say it. */
  readonly previous?: string | undefined;
  readonly eventId: string;
  readonly time: Instant;
  readonly traceparent?: string | undefined;
};

/** The facts of a family as they are delivered, or those of some kinds. */
export type DeliveredOf<
  F extends Family,
  Kind extends keyof F['facts'] & string = keyof F['facts'] & string,
> = Delivered<Extract<Fact, FactOf<F, Kind>>>;

/**
 * Thrown by a handler that knows too little for some aggregates yet (a fact of another family must come first):
 * the transaction is rolled back, the rest of the batch is applied without them, and they are delivered again
 * shortly.
 */
export class NotYet extends Error {
  constructor(readonly aggregateIds: readonly string[]) {
    super(`not yet: ${aggregateIds.slice(0, 5).join(', ')}`);
  }
}

/** Reads an envelope into what handlers get. Throws on anything that is not a declared fact. */
export function delivered(raw: unknown): Delivered {
  const envelope = parseEnvelope(raw);
  return {
    ...(envelope.fact as Delivered),
    org: envelope.org,
    family: envelope.family,
    aggregateId: envelope.subject,
    version: envelope.version,
    previous: envelope.previous,
    eventId: envelope.id,
    time: envelope.time,
    traceparent: envelope.traceparent,
  };
}
