import { rpcSubject, type Fact, type Rpc, type ServiceName } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus, messagingSchema, Outbox, OutboxRelay } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { eventually, type FreshDatabases, type TestNats } from '@rejoin/testing';
import type { z } from 'zod';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Answer = (request: unknown) => Promise<unknown>;

/** A stand-in for another service, with its outbox, relay and answers. The test decides what it does. */
export class TestService {
  private readonly answers = new Map<string, Answer>();

  private constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
  ) {}

  static async start(
    service: ServiceName,
    nats: TestNats,
    databases: Pick<FreshDatabases, 'urls'>,
  ): Promise<TestService> {
    const url = databases.urls[service];
    const database = await Database.open({
      url,
      applicationName: `test-${service}`,
      poolSize: 3,
      schema: messagingSchema,
    });
    await database.migrations.run();
    const bus = new Bus({ url: nats.urlOf(service), name: `test-${service}` });
    const outbox = new Outbox();
    const relay = new OutboxRelay({ database, bus, service, log: quiet }, outbox);
    return new TestService(database, bus, outbox, relay);
  }

  async publish(...facts: Fact[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      // A service holds its aggregate's lock when it appends. This lock stands for it.
      await tx.query('select pg_advisory_xact_lock(1)');
      this.outbox.append(tx, facts);
    });
  }

  /** Answers a question from now on. A newer answer to the same question replaces the older one. */
  async answer<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    answer: (request: z.infer<Request>) => Promise<z.infer<Reply> | Refused> | z.infer<Reply> | Refused,
  ): Promise<void> {
    const subject = rpcSubject(rpc);
    const isNew = !this.answers.has(subject);
    this.answers.set(subject, async (request) => answer(rpc.request.parse(request)));
    if (!isNew) return;
    this.bus.serve(subject, async (request) => {
      const reply = await this.answers.get(subject)?.(request);
      return isRefused(reply) ? reply : { reply };
    });
    await eventually(() => this.bus.reachesServer());
  }

  async stop(): Promise<void> {
    await this.relay.stop();
    await this.bus.close();
    await this.database.close();
  }
}
