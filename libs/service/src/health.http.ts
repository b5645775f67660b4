import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { proveWriting } from './readiness';

/**
 * Health and figures for operators and balancers: the process is alive; it is ready (Postgres accepts a write, NATS
 * answers and knows which questions this service answers); and the figures for Prometheus.
 */
@Controller()
export class HealthHttp {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
  ) {}

  @Get('health/live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, string>> {
    const postgres = await proveWriting(this.database).then(
      () => 'up',
      () => 'down',
    );
    const nats = (await this.bus.reachesServer()) ? 'up' : 'down';
    const status = postgres === 'up' && nats === 'up' ? 'up' : 'down';
    void reply.status(status === 'up' ? 200 : 503);
    return { status, postgres, nats };
  }

  @Get('metrics')
  @Header('Content-Type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
