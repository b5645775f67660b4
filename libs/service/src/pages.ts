import fastifyStatic from '@fastify/static';
import { Module, type DynamicModule, type InjectionToken, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readEnvironment } from './environment';
import { ServiceLog } from './log';

const Environment = z.object({ REJOIN_PAGES: z.string().default('dist/web') });

/** The folder with the built files for browsers. */
export function pagesFolder(): string {
  return readEnvironment(Environment).REJOIN_PAGES;
}

/** A page that was built into a folder of REJOIN_PAGES (default `dist/web`). */
export interface Page {
  /** The name of its folder, and its path: `desk` is served at `/desk/`. */
  readonly name: string;
  /**
   * Origins to which the page may connect besides its own. They replace `__ENDPOINTS__` in its HTML, with spaces
   * between.
   */
  readonly connectTo?: readonly string[];
  /** The address of the administration, which replaces `__CONSOLE__` in its HTML. */
  readonly console?: string | undefined;
  /** Origins of pages that may show this one in a frame. Without any, none may. */
  readonly framedBy?: readonly string[];
}

/** Serves a page. Every answer has a new nonce and a policy that allows nothing else. */
@Module({})
export class PagesModule {
  /** Calls `page` with the providers of these tokens, such as the environment, when the service starts. */
  static of<Needed extends unknown[]>(
    page: (...needed: Needed) => Page,
    inject: readonly InjectionToken[] = [],
  ): DynamicModule {
    const provider = {
      provide: PageServer,
      useFactory: (host: HttpAdapterHost, log: ServiceLog, ...needed: Needed) =>
        new PageServer(page(...needed), host, log),
      inject: [HttpAdapterHost, ServiceLog, ...inject],
    };
    return { module: PagesModule, providers: [provider] };
  }
}

class PageServer implements OnModuleInit {
  constructor(
    private readonly page: Page,
    private readonly host: HttpAdapterHost,
    private readonly log: ServiceLog,
  ) {}

  onModuleInit(): void {
    const folder = join(resolve(pagesFolder()), this.page.name);
    if (!existsSync(join(folder, 'index.html'))) {
      this.log.warn({ folder }, 'a page is not built: npm run build');
      return;
    }
    servePage(this.host.httpAdapter.getInstance(), folder, this.page);
  }
}

function servePage(fastify: FastifyInstance, folder: string, page: Page): void {
  const html = htmlIn(folder, page);
  const path = `/${page.name}`;
  // This is not awaited, because that would start Fastify before Nest has told it how to answer errors.
  void fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `${path}/assets/`,
    decorateReply: false,
    index: false,
    preCompressed: true,
    // The names of these files change with their content.
    immutable: true,
    maxAge: '1y',
  });
  fastify.get(path, (_, reply) => reply.redirect(`${path}/`, 308));
  fastify.get(`${path}/`, async (_, reply) => answer(reply, await html(), page));
}

/**
 * Returns the HTML of the last build. Each build changes the names of its assets and removes the earlier ones. During a
 * build there is no HTML, so the last one is served.
 */
function htmlIn(folder: string, { connectTo = [], console = '' }: Page): () => Promise<string> {
  const index = join(folder, 'index.html');
  const endpoints = connectTo.map(escapeHtml).join(' ');
  let last = readFileSync(index, 'utf8');
  return async () => {
    // The file is empty while it is being written.
    last = (await readFile(index, 'utf8').catch(() => '')) || last;
    return last
      .replaceAll('__ENDPOINTS__', () => endpoints)
      .replaceAll('__CONSOLE__', () => escapeHtml(console));
  };
}

function answer(reply: FastifyReply, html: string, page: Page): FastifyReply {
  const nonce = newNonce();
  return reply
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Content-Security-Policy', policy(page, nonce))
    .header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    .send(html.replaceAll('__NONCE__', nonce));
}

/** A value that no page of another answer knows, for `script-src` and `style-src`. */
export function newNonce(): string {
  return randomBytes(18).toString('base64');
}

/** Escapes a text for HTML, also as the value of an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function policy({ connectTo = [], framedBy = [] }: Page, nonce: string): string {
  const sockets = connectTo.map((origin) => origin.replace(/^http/, 'ws'));
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connectTo, ...sockets].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy.length > 0 ? framedBy.join(' ') : "'none'"}`,
    "require-trusted-types-for 'script'",
  ].join('; ');
}
