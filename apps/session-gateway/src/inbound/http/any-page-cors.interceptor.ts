import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { readableBy } from './cors';

/**
 * Lets scripts of every origin read the answers, as every page may open a WebSocket. The first frame checks whether
 * the widget allows the origin. No cookies are used, and no cache stores an answer.
 */
@Injectable()
export class AnyPageCors implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { origin } = http.getRequest<FastifyRequest>().headers;
    const reply = http.getResponse<FastifyReply>();
    void reply.headers({ Vary: 'Origin', 'Cache-Control': 'no-store' });
    if (origin !== undefined) void reply.headers(readableBy(origin));
    return next.handle();
  }
}
