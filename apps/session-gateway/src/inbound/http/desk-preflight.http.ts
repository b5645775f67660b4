import { Controller, Header, HttpCode, Options } from '@nestjs/common';

/** Answers the CORS preflight of a page that came from another gateway. A preflight has no token. */
@Controller('v1')
export class DeskPreflightHttp {
  @Options([
    'sign-in',
    'sign-in/renew',
    'sign-out',
    'me/password',
    'me/second-factor',
    'me/second-factor/*',
    'me/quick-replies',
    'me/quick-replies/*',
    'history/*',
    'supervisor/*',
  ])
  @HttpCode(204)
  @Header('Access-Control-Allow-Methods', 'GET, POST')
  @Header('Access-Control-Allow-Headers', 'authorization, content-type')
  @Header('Access-Control-Max-Age', '600')
  preflight(): void {
    // {@link DeskCors} sets the remaining headers.
  }
}
