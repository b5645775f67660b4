import type { Tx } from '@rejoin/persistence';
import { randomBytes } from 'node:crypto';
import type { Delivered } from './delivery';

const causes = new WeakMap<Tx, readonly Delivered[]>();

/** Records which facts a transaction applies, so that the facts that it appends belong to their traces. */
export function recordCauses(tx: Tx, facts: readonly Delivered[]): void {
  causes.set(tx, facts);
}

/**
 * Returns a function that gives each fact of a transaction a W3C `traceparent` by the id of its aggregate. The trace is
 * that of the applied fact of the same aggregate, or of the only applied fact, or a new one.
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
