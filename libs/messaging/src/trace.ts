import { currentOperation, currentOperations, newTraceparent, type OperationOptions } from '@rejoin/tracing';
import type { Delivered } from './delivery';

/**
 * Returns a function that gives each fact of a transaction a W3C `traceparent` by the id of its aggregate: that of the
 * operation which changes the aggregate, or a new one.
 */
export function tracer(): (aggregateId: string) => string {
  const known = new Map<string, string>();
  const only = currentOperation();
  const ofBatch = new Map(only ? [] : currentOperations().map((one) => [one.conversationId, one]));
  return (aggregateId) => {
    const operation = only ?? ofBatch.get(aggregateId);
    const traceparent = known.get(aggregateId) ?? operation?.traceparent ?? newTraceparent();
    known.set(aggregateId, traceparent);
    return traceparent;
  };
}

/** The application of a fact, as an operation of the trace to which the fact belongs. */
export function applicationOf(fact: Delivered): OperationOptions {
  return {
    name: `apply ${fact.type}`,
    kind: 'consumer',
    parent: fact.traceparent,
    conversationId: conversationOf(fact),
  };
}

function conversationOf({ type, data }: Delivered): string | undefined {
  if ('conversationId' in data) return data.conversationId;
  return type === 'DeadlineReached' && data.kind !== 'agent-grace' ? data.subjectId : undefined;
}
