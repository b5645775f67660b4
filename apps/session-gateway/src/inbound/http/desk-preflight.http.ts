import { Controller, Header, HttpCode, Options, UseGuards } from '@nestjs/common';
import { DeskCors } from './desk.cors';

/** The question that a browser asks first for a page of another gateway: it carries no token yet. */
@Controller('v1')
@UseGuards(DeskCors)
export class DeskPreflightHttp {
  @Options([
    'sign-in',
    'sign-in/renew',
    'sign-out',
    'me/password',
    'me/second-factor',
    'me/second-factor/*',
    'supervisor/*',
  ])
  @HttpCode(204)
  @Header('Access-Control-Allow-Methods', 'GET, POST')
  @Header('Access-Control-Allow-Headers', 'authorization, content-type')
  @Header('Access-Control-Max-Age', '600')
  preflight(): void {
    // What else is to be said, the guard says.
  }
}
