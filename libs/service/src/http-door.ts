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
/** How often Node looks for requests that took too long. */
const checkEveryMs = 1_000;
/** Nothing read and nothing written for this long ends a connection; a socket has its own proofs of life. */
const silentMs = 60_000;
/**
 * Connections that the system takes for a service that has not got round to them: as many as an office that comes back at
 * once. Node's default of 511 leaves the others to the timers of TCP, which are seconds. Linux cuts it to its
 * `net.core.somaxconn`, 4,096 by default.
 */
const backlog = 4_096;
const unfinishedBodies = {
  perAddress: httpLimits.unfinishedBodiesOfAddress.value,
  total: httpLimits.unfinishedBodies.value,
  bytes: 32 * 1024 * 1024,
};

/** Where a door listens, as `listen` of Fastify and Nest takes it. */
export const listeningAt = (port: number, host: string) => ({ port, host, backlog });

export interface HttpDoor {
  readonly adapter: FastifyAdapter;
  readonly addresses: ClientAddresses;
}

/**
 * The HTTP server of a service, with limits that hold before anybody is known: a request must be complete within a
 * time, and bodies that are not complete have a place each of an address, and memory together. `balancers` are those
 * whose word on a client's address is taken.
 */
export function openHttpDoor(balancers: readonly string[], requestSeconds = usualRequestSeconds): HttpDoor {
  const requestTimeout = requestSeconds * 1_000;
  const addresses = new ClientAddresses(balancers);
  const adapter = new FastifyAdapter({
    bodyLimit,
    forceCloseConnections: true,
    trustProxy: balancers.length > 0 && [...balancers],
    requestTimeout,
    connectionTimeout: Math.max(silentMs, requestTimeout),
    http: {
      requestTimeout,
      headersTimeout: Math.min(headersMs, requestTimeout),
      connectionsCheckingInterval: checkEveryMs,
    },
    clientErrorHandler: answerBrokenRequest,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  addSecurityHeaders(fastify);
  limitUnfinishedBodies(fastify, addresses);
  return { adapter, addresses };
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

/** What a body may come to: what is announced, and at most what is read at all. */
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

/** Answers what never became a request: it was broken, or took too long. */
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
