import { batched, begin, finish, type Operation } from '@rejoin/tracing';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Handles each request as an operation, which begins when the request is complete and ends with its response. The trace
 * context of a client is ignored: strangers could otherwise decide which traces are exported.
 */
export function handleAsOperations(fastify: FastifyInstance): void {
  const running = new WeakMap<FastifyRequest, { operation: Operation; since: number }>();
  fastify.addHook('preHandler', (request, _reply, done) => {
    const { conversationId } = Object(request.params) as { conversationId?: string };
    const name = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const operation = begin({ name, kind: 'server', conversationId });
    running.set(request, { operation, since: performance.now() });
    batched([operation], done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const begun = running.get(request);
    const error = reply.statusCode >= 500 ? new Error(`HTTP ${reply.statusCode}`) : undefined;
    if (begun) finish(begun.operation, begun.since, error);
    done();
  });
}
