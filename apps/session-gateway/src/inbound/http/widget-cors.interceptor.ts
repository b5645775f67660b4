import { Id } from '@rejoin/contracts';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { SettingsStore } from '../../store/settings.store';
import { mayEmbed } from '../../use-cases/widget-rules';
import { readableBy } from './cors';

/**
 * Sets the CORS headers of replies to a widget's page: only scripts of the widget's allowed origins may read them, and no
 * cache stores them. It runs before the pipes, so that a page can read why its request was refused.
 */
@Injectable()
export class WidgetCors implements NestInterceptor {
  constructor(private readonly settings: SettingsStore) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Params: { widgetId: string } }>>();
    const reply = http.getResponse<FastifyReply>();
    const { widgetId } = request.params;
    const { origin } = request.headers;
    void reply.headers({ Vary: 'Origin', 'Cache-Control': 'no-store' });
    const widget = Id.safeParse(widgetId).success ? await this.settings.widget(widgetId) : undefined;
    // A page that names a widget that does not exist must be able to read the refusal, which reveals nothing.
    if (origin !== undefined && (!widget || mayEmbed(widget, widgetId, origin)))
      void reply.headers(readableBy(origin));
    return next.handle();
  }
}
