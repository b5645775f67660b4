import { gatewayRoutes as routes, type BodyOf, type Connected, type Polled } from '@rejoin/contracts';
import { newId, newSecret, type EmptyReply } from '@rejoin/kernel';
import { ClientAddresses, Problem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyPageCors } from './any-page-cors.interceptor';
import { JsonTextPipe } from './json-text.pipe';
import { FromPage, PageOrigins } from './page-origins';
import { PollingTransport } from '../sockets/polling-transport';
import { Serves } from './serves';
import { SocketServer } from '../sockets/socket-server';

/** The client of a closed connection can read its close code for this long. */
const rememberedMs = 10_000;
const json = new JsonTextPipe();
type Routes = typeof routes;

interface OpenConnection {
  readonly transport: PollingTransport;
  readonly origin: string | undefined;
}

/**
 * Customers' connections over HTTP, with the same frames as the WebSocket at this address. Only the gateway that
 * opened a connection has it. Other gateways refuse its requests by name, and the client tries again.
 */
@Controller()
@UseInterceptors(AnyPageCors)
export class ChatHttp {
  private readonly gateway = newId();
  private readonly connections = new Map<string, OpenConnection>();

  constructor(
    private readonly socketServer: SocketServer,
    private readonly addresses: ClientAddresses,
  ) {}

  @Serves(routes.openChat)
  open(
    @Req() { raw, headers }: FastifyRequest,
    @FromPage(PageOrigins) origin: string | undefined,
  ): Connected {
    const address = this.addresses.of(raw);
    const refused = this.socketServer.countHandshake(address);
    if (refused) throw new Problem(refused);
    const connection = `${this.gateway}.${newSecret()}`;
    const transport = new PollingTransport();
    this.connections.set(connection, { transport, origin: headers.origin });
    transport.on('close', () => setTimeout(() => this.connections.delete(connection), rememberedMs).unref());
    this.socketServer.admit(transport, transport, { party: 'customer', origin, address });
    return { connection };
  }

  @Serves(routes.sendFrames)
  send(
    @Body(json, new ZodPipe(routes.sendFrames.body))
    { connection, first, frames }: BodyOf<Routes['sendFrames']>,
    @Req() request: FastifyRequest,
  ): EmptyReply {
    this.transportOf(connection, request).receive(first, frames);
    return {};
  }

  @Serves(routes.pollFrames)
  poll(
    @Body(json, new ZodPipe(routes.pollFrames.body)) { connection, after }: BodyOf<Routes['pollFrames']>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Polled> {
    return this.transportOf(connection, request).answer(after, (onAbort) => reply.raw.once('close', onAbort));
  }

  @Serves(routes.closeChat)
  close(
    @Body(json, new ZodPipe(routes.closeChat.body)) { connection }: BodyOf<Routes['closeChat']>,
    @Req() request: FastifyRequest,
  ): EmptyReply {
    this.transportOf(connection, request).terminate();
    return {};
  }

  private transportOf(connection: string, { headers }: FastifyRequest): PollingTransport {
    const open = this.connections.get(connection);
    if (open && open.origin === headers.origin) return open.transport;
    throw new Problem(connection.startsWith(`${this.gateway}.`) ? 'not-found' : 'other-gateway');
  }
}
