import {
  parseEnvelope,
  streamOf,
  type DeadlineFact,
  type Fact,
  type ReconnectionFact,
} from '@rejoin/contracts';
import { Bus, messagingSchema, Outbox, OutboxRelay } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { startService, type RunningService } from '@rejoin/service';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { ReconnectionTimerModule } from './reconnection-timer.module';
import { timerSchema } from './store/timer.schema';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

type TimerFact = ReconnectionFact | DeadlineFact;

/** Runs replicas of the timer between a gateway and a routing whose facts the test chooses, and a subscriber. */
export class TimerOnBus {
  readonly replicas: RunningService[] = [];
  private readonly received = new Map<string, TimerFact[]>();

  private constructor(
    private readonly databases: FreshDatabases,
    readonly nats: TestNats,
    /** The database of the timer, for assertions. */
    readonly database: Database,
    readonly gateway: Neighbour,
    readonly routing: Neighbour,
    private readonly subscriber: Bus,
  ) {}

  static async start(replicas: number): Promise<TimerOnBus> {
    const [databases, nats] = await Promise.all([freshDatabases(), startTestNats()]);
    const system = new TimerOnBus(
      databases,
      nats,
      await Database.open({
        url: databases.urls['reconnection-timer'],
        applicationName: 'test',
        poolSize: 2,
      }),
      await Neighbour.start('session-gateway', databases, nats),
      await Neighbour.start('routing', databases, nats),
      new Bus({ url: nats.url, name: 'subscriber' }),
    );
    await system.startReplicas(replicas);
    await system.listen();
    return system;
  }

  async startReplicas(count: number): Promise<void> {
    const environment = {
      HOST: '127.0.0.1',
      PORT: 0,
      DATABASE_URL: this.databases.urls['reconnection-timer'],
      NATS_URL: this.nats.urlOf('reconnection-timer'),
      NATS_STREAM_REPLICAS: 1,
      REJOIN_LOG_LEVEL: 'warn',
    } as const;
    for (let i = 0; i < count; i++) {
      const replica = await startService(
        'reconnection-timer',
        ReconnectionTimerModule,
        timerSchema,
        environment,
      );
      this.replicas.push(replica);
      await eventually(() => replica.parts.bus.reachesServer());
    }
  }

  async stopReplicas(): Promise<void> {
    await Promise.all(this.replicas.splice(0).map((replica) => replica.stop()));
  }

  /** Returns the facts of a conversation or an agent that the subscriber received, in the order of the stream. */
  factsOf(id: string): readonly TimerFact[] {
    return this.received.get(id) ?? [];
  }

  /** Returns the types of these facts, without extensions after an outage, which a machine that stalls causes rightly. */
  factTypesOf(id: string): string[] {
    return this.factsOf(id).flatMap(({ type, data }) =>
      type === 'ReconnectionWindowExtended' && data.by === 'system' ? [] : [type],
    );
  }

  async stop(): Promise<void> {
    await this.subscriber.close();
    await this.stopReplicas();
    await this.gateway.stop();
    await this.routing.stop();
    await this.database.close();
    await this.nats.stop();
    await this.databases.drop();
  }

  private async listen(): Promise<void> {
    const messages = await eventually(async () => {
      const { js } = await this.subscriber.jetstream();
      return (await js.consumers.get(streamOf('reconnection-timer'))).consume();
    });
    void (async () => {
      for await (const message of messages) {
        const { subject, fact } = parseEnvelope(message.json());
        this.received.set(subject, [...this.factsOf(subject), fact as TimerFact]);
      }
    })();
  }
}

/** A service beside the timer: it publishes facts through a real outbox and sends requests over the bus. */
class Neighbour {
  private constructor(
    private readonly database: Database,
    readonly bus: Bus,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
  ) {}

  static async start(
    service: 'session-gateway' | 'routing',
    databases: FreshDatabases,
    nats: TestNats,
  ): Promise<Neighbour> {
    const url = databases.urls[service];
    const database = await Database.open({
      url,
      applicationName: `test-${service}`,
      poolSize: 3,
      schema: messagingSchema,
    });
    await database.migrations.run();
    const bus = new Bus({ url: nats.urlOf(service), name: `test-${service}` });
    await eventually(() => bus.reachesServer());
    const outbox = new Outbox();
    const relay = new OutboxRelay({ database, bus, service, log: quiet }, outbox);
    return new Neighbour(database, bus, outbox, relay);
  }

  async publish(...facts: Fact[]): Promise<void> {
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
