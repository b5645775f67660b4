import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';

/**
 * Sets the CORS headers of replies to the desk and the supervisor's page: only pages of the gateways may read them. It is
 * a middleware because it must run before the guards, so that the page can read why they refuse.
 */
@Injectable()
export class DeskCors implements NestMiddleware {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(gatewayEnvironment) { REJOIN_ENDPOINTS }: GatewayEnvironment) {
    this.origins = new Set(REJOIN_ENDPOINTS.map((url) => new URL(url).origin));
  }

  use({ headers }: IncomingMessage, response: ServerResponse, next: () => void): void {
    response.setHeader('Vary', 'Origin');
    const { origin } = headers;
    if (origin !== undefined && this.origins.has(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', 'retry-after');
    }
    next();
  }
}
