import { chatHttp, gatewayRoutes as routes, type Connected, type Polled } from '@rejoin/contracts';
import { newId, newSecret } from '@rejoin/kernel';
import { ClientAddresses, parseBody, Problem } from '@rejoin/service';
import { Body, Controller, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyPageGuard } from './any-page.guard';
import { PolledWire } from '../sockets/polled-wire';
import { Serves } from './serves';
import { SocketDoor } from '../sockets/socket-door';

/** For so long the client of a connection that ended can still ask how. */
const rememberedMs = 10_000;

interface Known {
  readonly wire: PolledWire;
  readonly origin: string | undefined;
}

/**
 * A customer's connection over HTTP: the same frames as over the WebSocket at this address, in the bodies of requests.
 * Only the gateway that opened a connection has it; any other one says so, and the client asks again.
 */
@Controller()
@UseGuards(AnyPageGuard)
export class ChatHttp {
  private readonly gateway = newId();
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly door: SocketDoor,
    private readonly addresses: ClientAddresses,
  ) {}

  @Serves(routes.openChat)
  open(@Req() { raw, headers }: FastifyRequest): Connected {
    const address = this.addresses.of(raw);
    const refused = this.door.refuses(address);
    if (refused) throw new Problem(refused);
    const connection = `${this.gateway}.${newSecret()}`;
    const wire = new PolledWire();
    this.known.set(connection, { wire, origin: headers.origin });
    wire.on('close', () => setTimeout(() => this.known.delete(connection), rememberedMs).unref());
    this.door.enter(wire, wire, { of: 'customer', origin: headers.origin, address });
    return { connection };
  }

  @Serves(routes.sendFrames)
  send(@Body() body: unknown, @Req() request: FastifyRequest): Record<string, never> {
    const { connection, first, frames } = parseBody(chatHttp.send, parsed(body));
    this.wireOf(connection, request).receive(first, frames);
    return {};
  }

  @Serves(routes.pollFrames)
  poll(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Polled> {
    const { connection, after } = parseBody(chatHttp.poll, parsed(body));
    return this.wireOf(connection, request).answer(after, (gone) => reply.raw.once('close', gone));
  }

  @Serves(routes.closeChat)
  close(@Body() body: unknown, @Req() request: FastifyRequest): Record<string, never> {
    const { connection } = parseBody(chatHttp.close, parsed(body));
    this.wireOf(connection, request).terminate();
    return {};
  }

  private wireOf(connection: string, { headers }: FastifyRequest): PolledWire {
    const known = this.known.get(connection);
    if (known && known.origin === headers.origin) return known.wire;
    throw new Problem(connection.startsWith(`${this.gateway}.`) ? 'not-found' : 'other-gateway');
  }
}

/** A browser sends text without asking for leave first, so the body is JSON in text. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem('invalid');
  }
}
