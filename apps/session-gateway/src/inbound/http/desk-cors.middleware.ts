import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gatewayEnvironment, ownOrigins, type GatewayEnvironment } from '../../gateway.environment';
import { readableBy } from './cors';

/**
 * Sets the CORS headers of replies to the desk and the supervisor's page: only pages of the gateways may read them. It is
 * a middleware because it must run before the guards, so that the page can read why they refuse.
 */
@Injectable()
export class DeskCors implements NestMiddleware {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(gatewayEnvironment) environment: GatewayEnvironment) {
    this.origins = ownOrigins(environment);
  }

  use({ headers }: IncomingMessage, response: ServerResponse, next: () => void): void {
    response.setHeader('Vary', 'Origin');
    const { origin } = headers;
    if (origin !== undefined && this.origins.has(origin))
      for (const [name, value] of Object.entries(readableBy(origin))) response.setHeader(name, value);
    next();
  }
}
