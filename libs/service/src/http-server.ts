import { httpLimits } from '@rejoin/contracts';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ClientAddresses } from './client-address';
import { problemType } from './problem';
import { addSecurityHeaders } from './security-headers';
import { UnfinishedThings, type Unfinished } from './unfinished';

const bodyLimit = httpLimits.bodyBytes.value;
const headersMs = httpLimits.headersSeconds.value * 1_000;
const usualRequestSeconds = httpLimits.requestSeconds.value;
/** How often Node checks for requests that took too long. */
const checkEveryMs = 1_000;
/** A connection is closed when nothing was read and written for this long. A WebSocket has its own pings. */
const silentMs = 60_000;
/**
 * For how long a client may use an idle connection again, as answers announce it, and after how long the server closes it.
 * A client that is busy when its time is over sends a request some seconds late: it must not meet the server's close.
 */
const idleSeconds = { announced: 60, kept: 75 };
/**
 * How many connections the system accepts before the service handles them: as many as a whole office that reconnects at
 * once. With Node's default of 511 the others would wait for the timers of TCP, which take seconds. Linux limits it to
 * its `net.core.somaxconn`, 4,096 by default.
 */
const backlog = 4_096;
const unfinishedBodies = {
  perAddress: httpLimits.unfinishedBodiesOfAddress.value,
  total: httpLimits.unfinishedBodies.value,
  bytes: 32 * 1024 * 1024,
};

/** Where a server listens, in the form that `listen` of Fastify and Nest accepts. */
export const listeningAt = (port: number, host: string) => ({ port, host, backlog });

export interface HttpServer {
  readonly adapter: FastifyAdapter;
  readonly addresses: ClientAddresses;
}

/**
 * Opens the HTTP server of a service, with limits that apply before a client is known: a request must be complete
 * within a time, and the number of incomplete bodies per address and their total memory are limited. `balancers` are
 * those whose `X-Forwarded-For` counts.
 */
export function openHttpServer(
  balancers: readonly string[],
  requestSeconds = usualRequestSeconds,
): HttpServer {
  const requestTimeout = requestSeconds * 1_000;
  const addresses = new ClientAddresses(balancers);
  const adapter = new FastifyAdapter({
    bodyLimit,
    forceCloseConnections: true,
    trustProxy: balancers.length > 0 && [...balancers],
    requestTimeout,
    connectionTimeout: Math.max(silentMs, requestTimeout),
    keepAliveTimeout: idleSeconds.kept * 1_000,
    http: {
      requestTimeout,
      headersTimeout: Math.min(headersMs, requestTimeout),
      connectionsCheckingInterval: checkEveryMs,
    },
    clientErrorHandler: answerBrokenRequest,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  addSecurityHeaders(fastify);
  announceIdleTime(fastify);
  limitUnfinishedBodies(fastify, addresses);
  return { adapter, addresses };
}

/** In place of Node's own header, which announces the moment of the close. */
function announceIdleTime(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.header('Keep-Alive', `timeout=${idleSeconds.announced}`);
    done();
  });
}

function limitUnfinishedBodies(fastify: FastifyInstance, addresses: ClientAddresses): void {
  const bodies = new UnfinishedThings(unfinishedBodies);
  const underWay = new WeakMap<FastifyRequest, Unfinished>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const bytes = announcedBytes(request);
    if (bytes > 0) {
      const { raw } = request;
      const one = bodies.begin(addresses.of(raw), () => answerRaw(raw.socket, 429), bytes);
      underWay.set(request, one);
      raw.once('close', () => one.finished());
    }
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    underWay.get(request)?.finished();
    done();
  });
}

/** The maximum size of a body: the announced one, or the limit when none is announced. */
function announcedBytes({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return bodyLimit;
  return Math.min(Number(headers['content-length'] ?? 0) || 0, bodyLimit);
}

const problems: Readonly<Record<number, { name: string; title: string }>> = {
  400: { name: 'invalid', title: "The request isn't valid HTTP." },
  408: { name: 'invalid', title: 'The request took too long to arrive. Send it again.' },
  429: { name: 'too-many', title: 'Too many requests. Wait a moment, and then try again.' },
  431: { name: 'too-large', title: 'The request headers are too large.' },
};

/** Answers a request that was malformed or took too long. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  answerRaw(socket, late ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400);
}

function answerRaw(socket: Duplex | Socket, status: number): void {
  const { name, title } = problems[status] ?? { name: 'invalid', title: '' };
  const body = JSON.stringify({ type: problemType(name), title, status, name });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...(status === 429 ? ['Retry-After: 1'] : []),
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  else socket.destroy();
}
