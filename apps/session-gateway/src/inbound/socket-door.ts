import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { TokenBucket } from '../domain/token-bucket';
import { AgentSocket } from './agent.socket';
import { CustomerSocket } from './customer.socket';
import { Incarnation } from './incarnation';
import { LostLines } from './lost-lines';
import { closeCodes, Socket } from './socket';

/** More than a frame may have is still read, so that it can be answered; beyond this it is not. */
const maxReadBytes = 256 * 1024;
const handshakes = { perSecond: 1_000, burst: 10_000 };
const drainBatch = 500;
const closeWithinMs = 2_000;

/**
 * Where sockets come in: `/v1/chat` for customers, `/v1/desk` for agents, anything else is 404. At shutdown
 * everybody is told to reconnect elsewhere, in batches with a random delay; that is not a disconnect.
 */
@Injectable()
export class SocketDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: maxReadBytes,
    perMessageDeflate: false,
  });
  private readonly sockets = new Set<Socket>();
  private readonly bucket = new TokenBucket(handshakes.perSecond, handshakes.burst, performance.now());
  private heartbeat: NodeJS.Timeout | undefined;
  private draining = false;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly incarnation: Incarnation,
    private readonly customers: CustomerSocket,
    private readonly agents: AgentSocket,
    private readonly lost: LostLines,
    private readonly log: ServiceLog,
  ) {
    incarnation.onLost(() => void this.moveAll());
  }

  onApplicationBootstrap(): void {
    const http = this.adapter.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', this.upgrade);
    this.heartbeat = setInterval(() => {
      for (const socket of this.sockets) socket.checkLife();
    }, 1_000);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.draining = true;
    clearInterval(this.heartbeat);
    await this.moveAll();
    await this.untilClosed();
    for (const socket of this.sockets) socket.terminate();
    await this.untilClosed();
    // Lines that could not be written off are left to be swept, like those of a dead process.
    const settled = await this.lost.settled();
    await this.incarnation.end(settled && this.sockets.size === 0);
  }

  private readonly upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    raw.on('error', () => raw.destroy());
    const path = (request.url ?? '').split('?')[0];
    const accept = path === '/v1/chat' ? this.customers : path === '/v1/desk' ? this.agents : undefined;
    if (!accept) return refuseUpgrade(raw, '404 Not Found');
    if (this.draining || !this.incarnation.isHeld) return refuseUpgrade(raw, '503 Service Unavailable');
    if (!this.bucket.take(performance.now())) return refuseUpgrade(raw, '429 Too Many Requests');
    this.server.handleUpgrade(request, raw, head, (ws) => {
      const socket = new Socket(ws, this.incarnation.id, request.headers.origin);
      this.sockets.add(socket);
      socket.onClose(() => this.sockets.delete(socket));
      accept.accept(socket);
    });
  };

  private async moveAll(): Promise<void> {
    const all = [...this.sockets];
    if (all.length > 0) this.log.info({ sockets: all.length }, 'sending sockets elsewhere');
    for (let at = 0; at < all.length; at += drainBatch) {
      for (const socket of all.slice(at, at + drainBatch)) {
        socket.send({ type: 'moving', retryAfterSeconds: Math.round(Math.random() * 1_000) / 1_000 });
        socket.close(closeCodes.moving, 'reconnect elsewhere');
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async untilClosed(): Promise<void> {
    const until = performance.now() + closeWithinMs;
    while (this.sockets.size > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function refuseUpgrade(raw: Duplex, status: string): void {
  raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n`);
}
