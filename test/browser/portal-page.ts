import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The page of a portal and the widget that it embeds. */
export interface Embedding {
  readonly widgetId: string;
  /** `http://127.0.0.1:<port>` of a gateway, or of a connection cutter before it. */
  readonly gateway: string;
  readonly locale?: string;
  /** Further attributes of the script element. */
  readonly attributes?: string;
  /** JavaScript of the portal that runs before the widget's script has loaded. There `Rejoin` is a queue. */
  readonly script?: string;
  /** Other parts of the page, such as the direction of `<html>`. */
  readonly dir?: 'ltr' | 'rtl';
}

/**
 * A portal: an origin of its own whose pages embed the widget under a strict content security policy. `/help`
 * has the widget, `/late` is the redirect page for customers who are too late, and `/other` is a page without
 * the widget.
 */
export class PortalPage {
  private embedding: Embedding | undefined;
  private own = '';
  private ownHeaders: Record<string, string> = {};

  private constructor(private readonly server: Server) {}

  static async open(): Promise<PortalPage> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = new PortalPage(server);
    server.on('request', (request: IncomingMessage, response) => {
      const { pathname } = new URL(request.url ?? '/', page.origin);
      const [html, policy] = page.answer(pathname);
      response.writeHead(html === '' ? 404 : 200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
        'Referrer-Policy': 'no-referrer',
        ...(isOwn(pathname) && page.ownHeaders),
      });
      response.end(html);
    });
    return page;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.origin}/help`;
  }

  /** The URL of the same portal under another host name of this machine, such as `shop.rejoin.localhost`. */
  originAt(host: string): string {
    return this.origin.replace('127.0.0.1', host);
  }

  /** Changes what the pages embed. */
  embed(embedding: Embedding): void {
    this.embedding = embedding;
  }

  /**
   * Serves this HTML at `/own` and below, without a policy unless these headers contain one: a page that its owner
   * writes freely.
   */
  write(html: string, headers: Record<string, string> = {}): void {
    this.own = html;
    this.ownHeaders = headers;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(pathname: string): [html: string, policy: string] {
    if (pathname === '/late') return ['<!doctype html><title>Late</title><h1>You are late</h1>', nothing];
    if (isOwn(pathname)) return [this.own, "object-src 'none'"];
    if (pathname === '/other') return ['<!doctype html><title>Other</title><h1>Other page</h1>', nothing];
    if (pathname !== '/help' || !this.embedding) return ['', nothing];
    return [htmlOf(this.embedding), policyOf(this.embedding)];
  }
}

/** A router of the page may keep its routes in the path. */
const isOwn = (pathname: string): boolean => /^\/own(\/|$)/.test(pathname);

const nothing = "default-src 'none'";
const nonce = 'cG9ydGFs';

/** The lines that docs/widget.md asks of a portal, and nothing else. */
function policyOf({ gateway }: Embedding): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `connect-src ${gateway} ${gateway.replace(/^http/, 'ws')}`,
    `frame-src ${gateway}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function htmlOf({ widgetId, gateway, locale, script = '', dir = 'ltr', attributes = '' }: Embedding): string {
  const language = locale === undefined ? '' : ` data-locale="${locale}"`;
  return `<!doctype html>
<html lang="en" dir="${dir}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Portal</title>
    <script nonce="${nonce}">${script}</script>
    <script nonce="${nonce}" async src="${gateway}/widget/v1.js" data-widget-id="${widgetId}"${language} ${attributes}></script>
  </head>
  <body>
    <main>
      <h1>Help</h1>
      <p><label>Search <input /></label></p>
      <p><a href="/other">Another page</a></p>
    </main>
  </body>
</html>
`;
}
