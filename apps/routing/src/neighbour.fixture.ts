import type { Fact, ServiceName } from '@rejoin/contracts';
import { Bus, messagingSchema, Outbox, OutboxRelay } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { eventually, type FreshDatabases, type TestNats } from '@rejoin/testing';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A service beside routing: its real outbox, relay and stream, without its decisions. */
export class Neighbour {
  private constructor(
    private readonly database: Database,
    readonly bus: Bus,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
  ) {}

  static async start(service: ServiceName, nats: TestNats, databases: FreshDatabases): Promise<Neighbour> {
    const database = await Database.open({
      url: databases.urls[service],
      applicationName: `test-${service}`,
      poolSize: 4,
      schema: messagingSchema,
    });
    await database.migrations.run();
    const bus = new Bus({ url: nats.urlOf(service), name: `test-${service}` });
    await eventually(() => bus.reachesServer());
    const outbox = new Outbox();
    return new Neighbour(
      database,
      bus,
      outbox,
      new OutboxRelay({ database, bus, service, log: quiet }, outbox),
    );
  }

  async publish(facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    await this.database.transaction(async (tx) => {
      // This lock replaces the lock of the aggregate's row, which a service holds when it appends.
      await tx.query('select pg_advisory_xact_lock(1)');
      this.outbox.append(tx, facts);
    });
  }

  async stop(): Promise<void> {
    await this.relay.stop();
    await this.bus.close();
    await this.database.close();
  }
}
