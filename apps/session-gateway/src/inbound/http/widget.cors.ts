import { Id } from '@rejoin/contracts';
import { Problem } from '@rejoin/service';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsStore } from '../../store/settings.store';
import { mayEmbed } from '../../use-cases/widget-rules';

/**
 * What every answer of a widget's door says to browsers: scripts of the widget's allowed origins may read it, no
 * others, and no cache keeps it. Only ids that cannot be are turned away here; every other refusal is the door's.
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
    // Nothing is told of a widget that does not exist, but the page that names it is to say so.
    if (origin !== undefined && (!widget || mayEmbed(widget, origin)))
      void reply.headers({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'retry-after',
      });
    if (!isId) throw new Problem('denied');
    return true;
  }
}
