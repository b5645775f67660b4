import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gatewayEnvironment } from '../../gateway.environment';

/**
 * Sets the CORS headers of answers to the desk and the supervisor's page: only pages of the gateways may read them.
 * This guard refuses no request. It runs before the guards that do, so that the page can read their refusals.
 */
@Injectable()
export class DeskCors implements CanActivate {
  private readonly origins = new Set(gatewayEnvironment().REJOIN_ENDPOINTS.map((url) => new URL(url).origin));

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { origin } = http.getRequest<FastifyRequest>().headers;
    const reply = http.getResponse<FastifyReply>();
    void reply.header('Vary', 'Origin');
    if (origin !== undefined && this.origins.has(origin)) {
      void reply.headers({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'retry-after',
      });
    }
    return true;
  }
}
