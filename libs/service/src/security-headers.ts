import type { FastifyInstance } from 'fastify';

/**
 * Adds headers to every answer: browsers do not guess its type, and no address leaks to other pages. JSON contains
 * data, so caches do not store it unless its route allows that.
 */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('X-Content-Type-Options', 'nosniff');
    if (!reply.hasHeader('Referrer-Policy')) void reply.header('Referrer-Policy', 'no-referrer');
    const isJson = /\bjson\b/.test(String(reply.getHeader('Content-Type') ?? ''));
    if (isJson && !reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    done(null, payload);
  });
}
