import { signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody } from '@rejoin/service';
import { Body, Controller, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeskPageGuard } from './desk-page.guard';

/** Passwords are compared in turn: config refuses before anybody has to wait as long as this. */
const withinMs = 8_000;

/** Agents sign in where their desk's socket is; config knows who they are. */
@Controller('v1/sign-in')
@UseGuards(DeskPageGuard)
export class SignInHttp {
  constructor(private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async signIn(@Req() { ip }: FastifyRequest, @Body() body: unknown) {
    // The address is ours to tell: failures are counted by it, so a body must not name another.
    const asked = { ...parseBody(signIn.request, body), address: ip };
    return orProblem(await this.bus.ask(signIn, asked, withinMs));
  }
}
