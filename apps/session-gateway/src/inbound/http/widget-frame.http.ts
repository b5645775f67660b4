import { gatewayRoutes, Id, originsBelow, type WidgetSettings } from '@rejoin/contracts';
import { newNonce } from '@rejoin/service';
import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SettingsStore } from '../../store/settings.store';
import { Serves } from './serves';

/**
 * The hidden frame in which the widgets of a site share one chat between subdomains (`sharedDomain`). Its storage
 * belongs to the gateway's origin, and browsers partition it by the site that shows the frame. Browsers show the
 * frame only in pages of the widget's allowed origins on that domain, and its script communicates with no other
 * origin. See ADR 39.
 */
@Controller()
export class WidgetFrameHttp {
  constructor(private readonly settings: SettingsStore) {}

  @Serves(gatewayRoutes.widgetFrame)
  async frame(@Param('widgetId') widgetId: string, @Res() reply: FastifyReply): Promise<void> {
    const widget = Id.safeParse(widgetId).success ? await this.settings.widget(widgetId) : undefined;
    const { sharedDomain = null, allowedOrigins = [] }: Partial<WidgetSettings> = widget?.active
      ? widget
      : {};
    const origins = sharedDomain === null ? [] : originsBelow(sharedDomain, allowedOrigins);
    const nonce = newNonce();
    const data = `data-key="rejoin.shared.${sharedDomain}.${widgetId}" data-origins="${origins.join(' ')}"`;
    const script = `<script nonce="${nonce}" src="/widget/frame.js" ${data}></script>`;
    await reply
      .code(origins.length > 0 ? 200 : 404)
      .headers({
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy(nonce, origins),
        'Cache-Control': 'no-store',
        // Pages that isolate themselves (COEP) show only frames with this header.
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
      .send(`<!doctype html><title>Rejoin</title>${origins.length > 0 ? script : ''}`);
  }
}

function policy(nonce: string, origins: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `frame-ancestors ${origins.join(' ') || "'none'"}`,
  ].join('; ');
}
