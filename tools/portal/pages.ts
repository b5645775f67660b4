import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { demoOrigin, deviceNames, deviceOrigin, type DeviceName } from './addresses';
import type { Devices } from './devices';
import { customers } from './sign-customers-in';
import type { PortalSettings } from './settings';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The two pages: the demo, and the page of the shop, which the demo shows in frames. */
export class Pages {
  private readonly folder: string;

  constructor(
    private readonly settings: PortalSettings,
    private readonly devices: Devices,
  ) {
    this.folder = join(settings.pages, 'portal');
  }

  demo(response: ServerResponse): void {
    const { port, gateways } = this.settings;
    const shops = deviceNames.map((device) => deviceOrigin(device, port));
    this.answer(response, 'index.html', {}, (nonce) => [
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "connect-src 'self'",
      `frame-src ${[...shops, ...gateways].join(' ')}`,
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]);
  }

  shop(response: ServerResponse, device: DeviceName): void {
    const endpoints = this.devices.urlsOf(device);
    const sockets = endpoints.map((url) => url.replace(/^http/, 'ws'));
    const page = {
      endpoints,
      widgetUrl: `${this.settings.gateways[0] ?? ''}/widget/v1.js`,
      demo: demoOrigin(this.settings.port),
      customers: Object.entries(customers).map(([id, { name }]) => ({ id, name })),
    };
    const scripts = [...new Set(this.settings.gateways)].join(' ');
    this.answer(response, 'shop.html', { __PAGE__: attribute(JSON.stringify(page)) }, (nonce) => [
      `script-src 'self' 'nonce-${nonce}' ${scripts}`,
      `style-src 'self' 'nonce-${nonce}'`,
      `connect-src 'self' ${[...endpoints, ...sockets].join(' ')}`,
      `frame-ancestors ${demoOrigin(this.settings.port)}`,
    ]);
  }

  /** A built file. Its name depends on its content. */
  asset(response: ServerResponse, path: string): void {
    const file = join(this.folder, 'assets', basename(path));
    const type = types[extname(file)];
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const headers = { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' };
    response.writeHead(200, { ...headers, 'X-Content-Type-Options': 'nosniff' }).end(readFileSync(file));
  }

  private answer(
    response: ServerResponse,
    file: string,
    values: Readonly<Record<string, string>>,
    policy: (nonce: string) => string[],
  ): void {
    const path = join(this.folder, file);
    if (!existsSync(path)) {
      response.writeHead(503, { 'Content-Type': 'text/plain' }).end('The page is not built: npm run build\n');
      return;
    }
    const nonce = randomBytes(18).toString('base64');
    let html = readFileSync(path, 'utf8').replaceAll('__NONCE__', nonce);
    for (const [name, value] of Object.entries(values)) html = html.replaceAll(name, () => value);
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': [...common, ...policy(nonce)].join('; '),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    });
    response.end(html);
  }
}

const common = [
  "default-src 'none'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
