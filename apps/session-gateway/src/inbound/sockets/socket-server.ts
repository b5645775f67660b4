import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes, socketLimits, socketPaths } from '@rejoin/contracts';
import { ClientAddresses, Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { TokenBucket } from '../../domain/token-bucket';
import { TokenBuckets } from '../../domain/token-buckets';
import { disconnects, openSockets } from '../../outbound/figures.metrics';
import { AgentSocket } from './agent.socket';
import { CustomerSocket } from './customer.socket';
import { Incarnation } from '../connections/incarnation';
import { LostConnections } from '../connections/lost-connections';
import { Socket, type Corkable, type Transport } from './socket';
import { PageOrigins } from '../http/page-origins';
import { UnauthenticatedSockets, type ByteSource } from './unauthenticated-sockets';

/** Frames above the maximum are still read up to this size, so that the refusal can be sent. */
const maxReadBytes = socketLimits.readBytes.value;
/**
 * The first frame of a customer can contain the portal's token, and that of a desk the seqs that the desk has stored.
 */
const maxFirstBytes = {
  customer: socketLimits.firstFrameOfCustomerBytes.value,
  agent: socketLimits.firstFrameOfDeskBytes.value,
};
/**
 * A whole office can reconnect at once within this rate, but a single address cannot use up the rate that all share.
 */
const handshakesOfAddress = socketLimits.handshakesOfAddress.value;
const handshakes = socketLimits.handshakes.value;
const checkLifeMs = 1_000;
const drainBatch = 500;
const closeWithinMs = 2_000;

/** A new connection: its party, the origin of its page, and its address. */
interface NewConnection {
  readonly party: 'customer' | 'agent';
  readonly origin: string | undefined;
  /** The address as rate limits count it. */
  readonly address: string;
}

/**
 * Accepts sockets: customers at `/v1/chat`, agents at `/v1/desk`, and 404 for other paths. Customers' connections
 * over HTTP are admitted here too. At shutdown, clients are told to reconnect elsewhere, in batches with a random
 * delay. Who reconnects within the debounce does not count as disconnected.
 */
@Injectable()
export class SocketServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: maxReadBytes,
    perMessageDeflate: false,
  });
  private readonly sockets = new Set<Socket>();
  private readonly bucket = new TokenBucket(handshakes.perSecond, handshakes.burst, performance.now());
  private readonly byAddress = new TokenBuckets(handshakesOfAddress, 10_000);
  private isDraining = false;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly incarnation: Incarnation,
    private readonly customers: CustomerSocket,
    private readonly agents: AgentSocket,
    private readonly lostConnections: LostConnections,
    private readonly addresses: ClientAddresses,
    private readonly origins: PageOrigins,
    private readonly unauthenticated: UnauthenticatedSockets,
    private readonly log: ServiceLog,
    clockwork: Clockwork,
  ) {
    clockwork.job('sockets', () => this.checkAllAlive());
    incarnation.onLost(() => void this.moveAll());
    incarnation.usedWhile(() => this.sockets.size > 0);
  }

  onApplicationBootstrap(): void {
    const http = this.adapter.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', this.upgrade);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isDraining = true;
    await this.moveAll();
    await this.untilClosed();
    for (const socket of this.sockets) socket.terminate();
    await this.untilClosed();
    // Connections whose loss could not be written are swept later, like those of a dead process.
    const areWritten = await this.lostConnections.areWritten();
    await this.incarnation.end(areWritten && this.sockets.size === 0);
  }

  private readonly upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    destroyOnError(raw);
    const path = (request.url ?? '').split('?')[0];
    const party = path === socketPaths.chat ? 'customer' : path === socketPaths.desk ? 'agent' : undefined;
    if (!party) return refuseUpgrade(raw, '404 Not Found');
    const address = this.addresses.of(request);
    const refused = this.countHandshake(address);
    if (refused)
      return refuseUpgrade(raw, refused === 'too-many' ? '429 Too Many Requests' : '503 Service Unavailable');
    void this.origins.of(request.headers).then((origin) => {
      this.server.handleUpgrade(request, raw, head, (ws) => {
        this.admit(ws, raw, { party, origin, address });
      });
    });
  };

  /** Counts a new connection of this address. Returns why it is refused, or undefined. */
  countHandshake(address: string): 'unavailable' | 'too-many' | undefined {
    if (this.isDraining || !this.incarnation.isHeld) return 'unavailable';
    const now = performance.now();
    return this.byAddress.take(address, now) && this.bucket.take(now) ? undefined : 'too-many';
  }

  /** Admits a connection. `raw` is the stream that its bytes arrive on. */
  admit(transport: Transport, raw: ByteSource & Corkable, { party, origin, address }: NewConnection): void {
    const socket = new Socket(transport, raw, this.incarnation.id, origin, address);
    this.sockets.add(socket);
    openSockets.inc({ side: party });
    socket.onClose(() => {
      this.sockets.delete(socket);
      openSockets.dec({ side: party });
      disconnects.inc({ side: party, reason: socket.disconnectReason });
    });
    this.unauthenticated.watch(raw, socket, maxFirstBytes[party]);
    if (party === 'customer') this.customers.accept(socket);
    else this.agents.accept(socket);
  }

  private checkAllAlive(): Promise<number> {
    for (const socket of this.sockets) socket.checkAlive();
    return Promise.resolve(checkLifeMs);
  }

  private async moveAll(): Promise<void> {
    const all = [...this.sockets];
    if (all.length > 0)
      this.log.info({ sockets: all.length }, 'closing sockets so that clients reconnect elsewhere');
    for (let at = 0; at < all.length; at += drainBatch) {
      for (const socket of all.slice(at, at + drainBatch)) {
        socket.send({ type: 'moving', retryAfterSeconds: Math.round(Math.random() * 1_000) / 1_000 });
        socket.close(closeCodes.moving, 'reconnect elsewhere');
      }
      await pause(50);
    }
  }

  private async untilClosed(): Promise<void> {
    const until = performance.now() + closeWithinMs;
    while (this.sockets.size > 0 && performance.now() < until) {
      await pause(20);
    }
  }
}

/** In a function of its own: the listener stays with the connection, and would keep its request in memory. */
function destroyOnError(raw: Duplex): void {
  raw.on('error', () => raw.destroy());
}

function refuseUpgrade(raw: Duplex, status: string): void {
  raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n`);
}
