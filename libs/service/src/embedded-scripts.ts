import fastifyStatic from '@fastify/static';
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, RouteHandler } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ServiceLog } from './log';
import { pagesFolder } from './pages';

/**
 * Serves scripts that other sites embed, from a folder of REJOIN_PAGES. Their names stay the same in every release.
 * Browsers may use a copy for five minutes, and then ask by its ETag.
 *
 * The same files are below a number as well, such as `/widget/2/panel.js`. Browsers remember that a module could not be
 * fetched as long as the page lives, so each attempt needs addresses of its own, also for what the module imports.
 */
@Module({})
export class EmbeddedModule {
  static of(name: string): DynamicModule {
    const provider = {
      provide: EmbeddedScripts,
      useFactory: (host: HttpAdapterHost, log: ServiceLog) => new EmbeddedScripts(name, host, log),
      inject: [HttpAdapterHost, ServiceLog],
    };
    return { module: EmbeddedModule, providers: [provider] };
  }
}

class EmbeddedScripts implements OnModuleInit {
  constructor(
    private readonly name: string,
    private readonly host: HttpAdapterHost,
    private readonly log: ServiceLog,
  ) {}

  onModuleInit(): void {
    const root = join(resolve(pagesFolder()), this.name);
    if (!existsSync(root)) {
      this.log.warn({ folder: root }, 'scripts are not built: npm run build');
      return;
    }
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    // This is not awaited, because that would start Fastify before Nest has told it how to answer errors.
    void fastify.register(fastifyStatic, {
      root,
      prefix: `/${this.name}/`,
      index: false,
      preCompressed: true,
      allowedPath: (path) => /^\/[\w./-]+\.js$/.test(path),
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isForGood = path.includes('/chunks/');
        reply.header(
          'Cache-Control',
          isForGood
            ? 'public, max-age=31536000, immutable'
            : 'public, max-age=300, stale-while-revalidate=86400',
        );
        reply.header('Access-Control-Allow-Origin', '*');
        reply.header('Cross-Origin-Resource-Policy', 'cross-origin');
      },
    });
    const again: RouteHandler<{ Params: { '*': string } }> = ({ params }, reply) =>
      reply.sendFile(`/${params['*']}`);
    fastify.get(`/${this.name}/:attempt(^\\d{1,4}$)/*`, again);
  }
}
