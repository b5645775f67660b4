import { session, setPresence, type SessionFact } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import {
  eventually,
  freshDatabase,
  startTestNats,
  type FreshDatabase,
  type TestNats,
  sqlMigration,
} from '@rejoin/testing';
import { startService, type RunningService } from '@rejoin/service';
import type { Tx } from '@rejoin/persistence';
import { Controller, Module } from '@nestjs/common';
import { Bus, Unavailable } from './bus';
import { NotYet, type Delivered } from './delivery';
import { messagingSchema } from './store/messaging.schema';
import { Answers, OnFacts } from './nats-strategy';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { messageSent, upTo } from './two-services.fixture';

let introduced = false;
let failing = false;

@Controller()
class Ear {
  @OnFacts(session)
  async heard(facts: readonly Delivered<SessionFact>[], tx: Tx): Promise<void> {
    const strangers = facts.filter(({ aggregateId }) => aggregateId === 'stranger');
    if (strangers.length > 0 && !introduced)
      throw new NotYet(strangers.map(({ aggregateId }) => aggregateId));
    for (const fact of facts) {
      if (fact.type !== 'MessageSent') continue;
      await tx.query(`insert into heard (id, seq) values ($1, $2)`, [
        fact.data.conversationId,
        fact.data.seq,
      ]);
    }
    if (failing) throw new Error('after all');
  }

  @Answers(setPresence)
  async setPresence({ agentId, presence }: { agentId: string; presence: string }) {
    await Promise.resolve();
    if (agentId === 'nobody') return refuse('agent-unavailable');
    if (agentId === 'trouble') throw new Error('trouble');
    return { presence };
  }
}

@Module({ controllers: [Ear] })
class EarModule {}

describe('a Nest service on the bus', () => {
  let nats: TestNats;
  let producer: FreshDatabase;
  let consumer: FreshDatabase;
  let service: RunningService;
  let bus: Bus;
  let relay: OutboxRelay;
  const outbox = new Outbox();

  beforeAll(async () => {
    nats = await startTestNats();
    producer = await freshDatabase('session-gateway', messagingSchema);
    consumer = await freshDatabase('routing');
    bus = new Bus({ url: nats.urlOf('session-gateway'), name: 'session-gateway' });
    const log = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
    relay = new OutboxRelay({ database: producer.database, bus, service: 'session-gateway', log }, outbox);
    const heard = sqlMigration(1, { up: 'create table heard (n bigserial, id text, seq int)' });
    service = await startService(
      'routing',
      EarModule,
      { migrations: [heard] },
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: consumer.url,
        NATS_URL: nats.urlOf('routing'),
        NATS_STREAM_REPLICAS: 1,
        REJOIN_LOG_LEVEL: 'silent',
      },
    );
  });
  afterAll(async () => {
    await service.stop();
    await relay.stop();
    await bus.close();
    await nats.stop();
    await producer.drop();
    await consumer.drop();
  });

  const say = (id: string, seqs: number[]) =>
    producer.database.transaction((tx) =>
      outbox.append(
        tx,
        seqs.map((seq) => messageSent(id, seq)),
      ),
    );
  const heard = async (id: string) => {
    const rows = await consumer.database.query<{ seq: number }>(
      `select seq from heard where id = $1 order by n`,
      [id],
    );
    return rows.map(({ seq }) => seq);
  };

  it('passes the facts and the transaction to its method', async () => {
    await say('anna', upTo(5));
    expect(await eventually(async () => (await heard('anna')).length === 5)).toBe(true);
    expect(await heard('anna')).toEqual(upTo(5));
  });

  it('rolls back the changes of a method that throws, and tries again', async () => {
    failing = true;
    await say('bert', [1]);
    await eventually(() => nacked(nats));
    expect(await heard('bert')).toEqual([]);
    failing = false;
    await eventually(async () => (await heard('bert')).length > 0);
    expect(await heard('bert')).toEqual([1]);
  });

  it('learns from its method which aggregates must wait', async () => {
    await say('stranger', [1]);
    await say('carl', [1]);
    await eventually(async () => (await heard('carl')).length === 1);
    expect(await heard('stranger')).toEqual([]);
    introduced = true;
    await eventually(async () => (await heard('stranger')).length === 1);
  });

  it('answers with the result of its method: a reply, a refusal, or unavailable', async () => {
    const ask = (agentId: string) => bus.ask(setPresence, { agentId, presence: 'busy' });
    expect(await eventually(() => ask('anna').catch(() => undefined))).toEqual({ presence: 'busy' });
    expect(await ask('nobody')).toEqual({ refused: 'agent-unavailable' });
    await expect(ask('trouble')).rejects.toThrow(Unavailable);
    expect(await ask('not an id!')).toEqual({ refused: 'malformed' });
  });
});

/** Whether some fact was given back by the consumer. */
async function nacked(nats: TestNats): Promise<boolean> {
  const operator = new Bus({ url: nats.url, name: 'operator' });
  try {
    const { manager } = await eventually(() => operator.jetstream());
    const info = await manager.consumers.info('REJOIN_SESSION_GATEWAY', 'routing--session');
    return info.num_redelivered > 0;
  } finally {
    await operator.close();
  }
}
