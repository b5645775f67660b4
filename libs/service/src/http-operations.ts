import { batched, begin, type Operation } from '@rejoin/tracing';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Handles each request as an operation, which begins when the request is complete and ends with its response. The trace
 * context of a client is ignored: strangers could otherwise decide which traces are exported.
 */
export function handleAsOperations(fastify: FastifyInstance): void {
  const running = new WeakMap<FastifyRequest, Operation>();
  fastify.addHook('preHandler', (request, _reply, done) => {
    const { conversationId } = Object(request.params) as { conversationId?: string };
    const name = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const operation = begin({ name, kind: 'server', conversationId });
    running.set(request, operation);
    batched([operation], done);
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    running.get(request)?.end();
    done();
  });
}
