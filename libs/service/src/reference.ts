import fastifyStatic from '@fastify/static';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tellsOfApi } from './api-documents';
import { ServiceLog } from './log';
import { pagesFolder } from './pages';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the API reference at `/api/`, and the page of each problem's `type` below `/problems/`: HTML without scripts,
 * from the folder `reference` of REJOIN_PAGES, unless REJOIN_API_DOCUMENTS switches it off.
 */
@Module({})
export class ReferenceModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly log: ServiceLog,
  ) {}

  onModuleInit(): void {
    if (!tellsOfApi()) return;
    const folder = join(resolve(pagesFolder()), 'reference');
    if (!existsSync(folder)) {
      this.log.warn({ folder }, 'the API reference is not built: npm run build');
      return;
    }
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    for (const part of ['api', 'problems']) servePart(fastify, folder, part);
  }
}

function servePart(fastify: FastifyInstance, folder: string, part: string): void {
  // This is not awaited, because that would start Fastify before Nest has told it how to answer errors.
  void fastify.register(fastifyStatic, {
    root: join(folder, part),
    prefix: `/${part}/`,
    decorateReply: false,
    extensions: ['html'],
    allowedPath: (path) => /^\/[a-z-]*(\.css)?$/.test(path),
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('Cache-Control', 'public, max-age=300');
      reply.header('Content-Security-Policy', policy);
    },
  });
}
