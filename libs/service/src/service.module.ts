import { Bus, Outbox, OutboxRelay, Timeline } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ClientAddresses } from './client-address';
import { Clockwork } from './clockwork';
import { ServiceLog } from './log';

/** What the module of each service can inject, besides ClientAddresses and Clockwork. */
export interface Parts {
  database: Database;
  time: DatabaseTime;
  timeline: Timeline;
  bus: Bus;
  outbox: Outbox;
  relay: OutboxRelay;
  log: ServiceLog;
}

@Global()
@Module({})
export class ServiceModule {
  static of(parts: Parts, addresses: ClientAddresses): DynamicModule {
    const providers = [
      { provide: Database, useValue: parts.database },
      { provide: DatabaseTime, useValue: parts.time },
      { provide: Timeline, useValue: parts.timeline },
      { provide: Bus, useValue: parts.bus },
      { provide: Outbox, useValue: parts.outbox },
      { provide: OutboxRelay, useValue: parts.relay },
      { provide: ServiceLog, useValue: parts.log },
      { provide: ClientAddresses, useValue: addresses },
      Clockwork,
    ];
    return { module: ServiceModule, providers, exports: providers };
  }
}
