import { parseEnvelope, type Fact, type FactOf, type Family } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/** A parsed fact as a consumer receives it, with its version in the history of its aggregate. */
export type Delivered<F extends Fact = Fact> = F & {
  readonly org: string;
  readonly family: string;
  readonly aggregateId: string;
  readonly version: number;
  /** The last version of each kind before this fact. Facts of the release 0.1.0 do not have it. */
  readonly previous?: string | undefined;
  readonly timeline?: string | undefined;
  readonly eventId: string;
  readonly time: Instant;
  readonly traceparent?: string | undefined;
};

/** The delivered facts of a family, or of some of its kinds. */
export type DeliveredOf<
  F extends Family,
  Kind extends keyof F['facts'] & string = keyof F['facts'] & string,
> = Delivered<Extract<Fact, FactOf<F, Kind>>>;

/**
 * Thrown by a handler when a fact of another family must be applied first. The transaction is rolled back, the rest of
 * the batch is applied without these aggregates, and their facts are delivered again shortly.
 */
export class NotYet extends Error {
  constructor(readonly aggregateIds: readonly string[]) {
    super(`not yet: ${aggregateIds.slice(0, 5).join(', ')}`);
  }
}

/**
 * Parses an envelope into a delivered fact. Throws on anything that is not a declared fact. `published` is the trace
 * context of its publication, which continues that of the envelope.
 */
export function delivered(raw: unknown, published?: string): Delivered {
  const envelope = parseEnvelope(raw);
  return {
    ...(envelope.fact as Delivered),
    org: envelope.org,
    family: envelope.family,
    aggregateId: envelope.subject,
    version: envelope.version,
    previous: envelope.previous,
    timeline: envelope.timeline,
    eventId: envelope.id,
    time: envelope.time,
    traceparent: published ?? envelope.traceparent,
  };
}
