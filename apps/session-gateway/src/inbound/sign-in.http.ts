import { signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { orProblem, parseBody } from '@rejoin/service';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';

/** Agents sign in where their desk's socket is; config knows who they are. */
@Controller('v1/sign-in')
export class SignInHttp {
  constructor(private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async signIn(@Body() body: unknown) {
    return orProblem(await this.bus.ask(signIn, parseBody(signIn.request, body)));
  }
}
