import type { FastifyInstance } from 'fastify';

/**
 * What every answer says to browsers, whichever door gave it: its type is as told, and no address leaks to other
 * pages. JSON holds data: no cache keeps it, unless its door says so.
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
