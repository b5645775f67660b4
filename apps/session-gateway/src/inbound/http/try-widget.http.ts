import { gatewayRoutes, Id, signInLimits, type QueryOf, type WidgetSettings } from '@rejoin/contracts';
import { AccessTokens, cookieFor, cookieIn, escapeHtml, newNonce, ZodPipe } from '@rejoin/service';
import { Controller, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';
import { SettingsStore } from '../../store/settings.store';
import { tryCookie } from './page-origins';
import { Serves } from './serves';
import { textsFor, type TryTexts } from './try-texts';

const route = gatewayRoutes.tryWidget;

/**
 * The page on which an administrator tries a widget. The token in the address becomes a cookie, so that it is in no
 * history, and a reload shows the page again. See ADR 70.
 */
@Controller()
export class TryWidgetHttp {
  private readonly connectTo: string;
  private readonly isSecure: boolean;

  constructor(
    @Inject(gatewayEnvironment) { REJOIN_ENDPOINTS: endpoints }: GatewayEnvironment,
    private readonly settings: SettingsStore,
    private readonly tokens: AccessTokens,
  ) {
    this.connectTo = ["'self'", ...endpoints, ...endpoints.map((url) => url.replace(/^http/, 'ws'))].join(
      ' ',
    );
    this.isSecure = endpoints.length > 0 && endpoints.every((url) => url.startsWith('https:'));
  }

  @Serves(route)
  async page(
    @Param('widgetId') widgetId: string,
    @Query(new ZodPipe(route.query)) { token }: QueryOf<typeof route>,
    @Headers('cookie') cookie: string | undefined,
    @Headers('accept-language') languages: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nonce = newNonce();
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': this.policy(nonce),
      'Cache-Control': 'no-store',
      Vary: 'Cookie, Accept-Language',
    });
    const texts = textsFor(languages);
    const shown = token ?? cookieIn(cookie, tryCookie);
    const isGiven = shown !== undefined && (await this.tokens.widgetToTry(shown)) === widgetId;
    const widget =
      isGiven && Id.safeParse(widgetId).success ? await this.settings.widget(widgetId) : undefined;
    if (!widget) {
      // The same answer for every reason, so that nobody learns whether the widget exists.
      await reply.code(404).send(html(texts, undefined, { title: texts.title, sentences: [texts.ended] }));
      return;
    }
    if (token !== undefined) {
      const seconds = signInLimits.tryMinutes.value * 60;
      const sent = cookieFor(tryCookie, token, { path: '/', seconds, isSecure: this.isSecure });
      await reply.code(303).headers({ 'Set-Cookie': sent, Location: 'try' }).send();
      return;
    }
    await reply.send(html(texts, nonce, contentOf(widget, widgetId, texts, nonce)));
  }

  private policy(nonce: string): string {
    return [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      `connect-src ${this.connectTo}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
    ].join('; ');
  }
}

interface Content {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly scripts?: string;
}

function contentOf(widget: WidgetSettings, widgetId: string, texts: TryTexts, nonce: string): Content {
  const title = widget.name;
  if (!widget.active) return { title, sentences: [texts.inactive] };
  if (widget.authentication.required) return { title, sentences: [texts.signIn] };
  const options = JSON.stringify({ widgetId, customer: { name: texts.customer } }).replaceAll('<', '\\u003c');
  const scripts =
    `<script nonce="${nonce}">(window.Rejoin ||= []).push((rejoin) => rejoin.boot(${options}));</script>` +
    `<script nonce="${nonce}" async src="../../../widget/v1.js"></script>`;
  return { title, sentences: [texts.intro, texts.agents], scripts };
}

function html(
  { language, direction }: TryTexts,
  nonce: string | undefined,
  { title, sentences, scripts }: Content,
): string {
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#242424;' +
    'background:#fff;overflow-wrap:anywhere}h1{font-size:1.5rem}';
  const paragraphs = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('');
  return (
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${escapeHtml(title)}</title>${nonce === undefined ? '' : `<style nonce="${nonce}">${style}</style>`}</head>` +
    `<body><main><h1><bdi>${escapeHtml(title)}</bdi></h1>${paragraphs}</main>${scripts ?? ''}</body></html>`
  );
}
