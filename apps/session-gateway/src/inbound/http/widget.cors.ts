import { Id } from '@rejoin/contracts';
import { Problem } from '@rejoin/service';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsStore } from '../../store/settings.store';
import { mayEmbed } from '../../use-cases/widget-rules';

/**
 * Sets the CORS headers of answers to a widget's page: only scripts of the widget's allowed origins may read them,
 * and no cache stores them. This guard refuses only malformed ids. The routes give all other refusals.
 */
@Injectable()
export class WidgetCors implements CanActivate {
  constructor(private readonly settings: SettingsStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Params: { widgetId: string } }>>();
    const reply = http.getResponse<FastifyReply>();
    const { widgetId } = request.params;
    const { origin } = request.headers;
    void reply.headers({ Vary: 'Origin', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    const isId = Id.safeParse(widgetId).success;
    const widget = isId ? await this.settings.widget(widgetId) : undefined;
    // A page that names a widget that does not exist must be able to read the refusal. The refusal reveals nothing.
    if (origin !== undefined && (!widget || mayEmbed(widget, origin)))
      void reply.headers({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'retry-after',
      });
    if (!isId) throw new Problem('denied');
    return true;
  }
}
