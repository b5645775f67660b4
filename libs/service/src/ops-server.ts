import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthHttp } from './health.http';
import { listeningAt, openHttpServer } from './http-server';
import { ProblemFilter } from './problem';
import { ServiceModule, type Parts } from './service.module';
import { Vitals } from './vitals';

/**
 * Serves health and figures on a port of their own, which is not published: they are for operators, balancers and
 * Prometheus. Resolves when the server listens.
 */
export async function openOpsServer(
  parts: Parts,
  vitals: Vitals,
  host: string,
  port: number,
): Promise<NestFastifyApplication> {
  const { adapter, addresses } = openHttpServer([]);
  @Module({
    imports: [ServiceModule.of(parts, addresses)],
    controllers: [HealthHttp],
    providers: [{ provide: Vitals, useValue: vitals }],
  })
  class Operations {}
  const app = await NestFactory.create<NestFastifyApplication>(Operations, adapter, {
    logger: parts.log,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(parts.log));
  await app.listen(listeningAt(port, host));
  return app;
}
