import { chatHttp, gatewayRoutes as routes, type Connected, type Polled } from '@rejoin/contracts';
import { newId, newSecret } from '@rejoin/kernel';
import { ClientAddresses, parseBody, Problem } from '@rejoin/service';
import { Body, Controller, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyOriginCors } from './any-origin.cors';
import { PollingTransport } from '../sockets/polling-transport';
import { Serves } from './serves';
import { SocketServer } from '../sockets/socket-server';

/** The client of a closed connection can read its close code for this long. */
const rememberedMs = 10_000;

interface OpenConnection {
  readonly transport: PollingTransport;
  readonly origin: string | undefined;
}

/**
 * Customers' connections over HTTP, with the same frames as the WebSocket at this address. Only the gateway that
 * opened a connection has it. Other gateways refuse its requests by name, and the client tries again.
 */
@Controller()
@UseGuards(AnyOriginCors)
export class ChatHttp {
  private readonly gateway = newId();
  private readonly connections = new Map<string, OpenConnection>();

  constructor(
    private readonly socketServer: SocketServer,
    private readonly addresses: ClientAddresses,
  ) {}

  @Serves(routes.openChat)
  open(@Req() { raw, headers }: FastifyRequest): Connected {
    const address = this.addresses.of(raw);
    const refused = this.socketServer.refusalFor(address);
    if (refused) throw new Problem(refused);
    const connection = `${this.gateway}.${newSecret()}`;
    const transport = new PollingTransport();
    this.connections.set(connection, { transport, origin: headers.origin });
    transport.on('close', () => setTimeout(() => this.connections.delete(connection), rememberedMs).unref());
    this.socketServer.admit(transport, transport, { party: 'customer', origin: headers.origin, address });
    return { connection };
  }

  @Serves(routes.sendFrames)
  send(@Body() body: unknown, @Req() request: FastifyRequest): Record<string, never> {
    const { connection, first, frames } = parseBody(chatHttp.send, parseJson(body));
    this.transportOf(connection, request).receive(first, frames);
    return {};
  }

  @Serves(routes.pollFrames)
  poll(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Polled> {
    const { connection, after } = parseBody(chatHttp.poll, parseJson(body));
    return this.transportOf(connection, request).answer(after, (onAbort) => reply.raw.once('close', onAbort));
  }

  @Serves(routes.closeChat)
  close(@Body() body: unknown, @Req() request: FastifyRequest): Record<string, never> {
    const { connection } = parseBody(chatHttp.close, parseJson(body));
    this.transportOf(connection, request).terminate();
    return {};
  }

  private transportOf(connection: string, { headers }: FastifyRequest): PollingTransport {
    const open = this.connections.get(connection);
    if (open && open.origin === headers.origin) return open.transport;
    throw new Problem(connection.startsWith(`${this.gateway}.`) ? 'not-found' : 'other-gateway');
  }
}

/** The body is JSON in plain text, because browsers send plain text without a CORS preflight. */
function parseJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem('invalid');
  }
}
