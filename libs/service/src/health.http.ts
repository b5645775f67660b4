import { Bus, OutboxRelay } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { WriteProbe } from './store/readiness';
import { readRelease } from './release';
import { Vitals } from './vitals';

const release = readRelease();

/**
 * Health and figures for operators and balancers. `startup`: the tables are migrated, or this server would not listen
 * yet, and the stream exists. `live`: only a restart would help when it is not. `ready`:
 * Postgres accepts a write, NATS answers and knows which questions this service answers.
 */
@Controller()
export class HealthHttp {
  private hasStarted = false;
  private readonly postgres: WriteProbe;

  constructor(
    database: Database,
    private readonly bus: Bus,
    private readonly relay: OutboxRelay,
    private readonly vitals: Vitals,
  ) {
    this.postgres = new WriteProbe(database);
  }

  @Get('health/live')
  live(@Res({ passthrough: true }) reply: FastifyReply): Record<string, string> {
    const { failure } = this.vitals;
    if (failure === undefined) return { status: 'up', release, node: process.version };
    void reply.status(503);
    return { status: 'down', reason: failure };
  }

  @Get('health/startup')
  async startup(@Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, string>> {
    this.hasStarted ||= await this.relay.hasStream().catch(() => false);
    if (this.hasStarted) return { status: 'up' };
    void reply.status(503);
    return { status: 'down', reason: this.bus.trouble ?? 'the stream of this service does not exist yet' };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, string>> {
    const [postgres, nats] = await Promise.all([this.postgres.takesWrites(), this.bus.reachesServer()]);
    void reply.status(postgres && nats ? 200 : 503);
    return { status: stateOf(postgres && nats), postgres: stateOf(postgres), nats: stateOf(nats) };
  }

  @Get('metrics')
  @Header('Content-Type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}

const stateOf = (isUp: boolean) => (isUp ? 'up' : 'down');
