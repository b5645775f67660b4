import type { Tx } from '@rejoin/persistence';
import { randomBytes } from 'node:crypto';
import type { Delivered } from './delivery';

const causes = new WeakMap<Tx, readonly Delivered[]>();

/** Remembers which facts a transaction applies, so that what it appends belongs to their traces. */
export function causedBy(tx: Tx, facts: readonly Delivered[]): void {
  causes.set(tx, facts);
}

/**
 * Gives a W3C `traceparent` to each fact of a transaction, by its aggregate's id. The trace is that of the fact
 * of the same aggregate that the transaction applies; or of the only fact that it applies; else a new one.
 */
export function tracer(tx: Tx): (aggregateId: string) => string {
  const applied = causes.get(tx) ?? [];
  const traces = new Map(applied.map((fact) => [fact.aggregateId, traceIdOf(fact)]));
  const only = applied.length === 1 ? traceIdOf(applied[0]) : undefined;
  return (aggregateId) => {
    const trace = traces.get(aggregateId) ?? only ?? randomBytes(16).toString('hex');
    traces.set(aggregateId, trace);
    return `00-${trace}-${randomBytes(8).toString('hex')}-01`;
  };
}

function traceIdOf(fact: Delivered | undefined): string | undefined {
  return fact?.traceparent === undefined ? undefined : /^00-([0-9a-f]{32})-/.exec(fact.traceparent)?.[1];
}
