import { Bus, Outbox, OutboxRelay } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HealthHttp } from './health.http';
import { ServiceLog } from './log';

/** What every service's module can inject: Database, Bus, Outbox, ServiceLog. */
export interface Parts {
  database: Database;
  bus: Bus;
  outbox: Outbox;
  relay: OutboxRelay;
  log: ServiceLog;
}

@Global()
@Module({})
export class ServiceModule {
  static of(parts: Parts): DynamicModule {
    const providers = [
      { provide: Database, useValue: parts.database },
      { provide: Bus, useValue: parts.bus },
      { provide: Outbox, useValue: parts.outbox },
      { provide: OutboxRelay, useValue: parts.relay },
      { provide: ServiceLog, useValue: parts.log },
    ];
    return { module: ServiceModule, controllers: [HealthHttp], providers, exports: providers };
  }
}
