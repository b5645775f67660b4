import { routing as routingFamily, streamOf, subjectsOf } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { connect } from 'nats';
import { RoutingFixture } from './routing.fixture';

let routing: RoutingFixture;
beforeAll(async () => {
  routing = await RoutingFixture.start();
});
afterAll(() => routing.stop());

describe('a bus that has lost all data', () => {
  it('changes no state and no fact, delivers all facts again, and the service continues', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream, { maxUnits: 2 });
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.away(conversation, 1);
    await eventually(async () => (await routing.row(conversation)).slot === 'held');
    const [row, facts] = [await routing.row(conversation), await routing.facts(conversation)];

    await routing.nats.wipe();
    const next = await routing.start(workstream);
    expect(await routing.assigned(next)).toBe(ann);
    await eventually(async () => {
      expect(await published(conversation)).toEqual(facts);
    });
    expect(await routing.row(conversation)).toEqual(row);
    expect(await routing.facts(conversation)).toEqual(facts);

    await routing.back(conversation, 1);
    await eventually(async () => (await routing.row(conversation)).slot === 'consumed');
    expect(await routing.usedUnits(ann)).toBe(2);
    expect(await routing.audit()).toEqual([]);
  });
});

/** Reads the facts of one conversation from the beginning of the stream. */
async function published(conversationId: string): Promise<unknown[]> {
  const { host, username: user, password: pass } = new URL(routing.nats.url);
  const connection = await connect({ servers: host, user, pass });
  try {
    const js = connection.jetstream();
    const consumer = await js.consumers.get(streamOf('routing'), {
      filterSubjects: subjectsOf(routingFamily).replace('>', `*.${conversationId}`),
    });
    const found: unknown[] = [];
    for await (const message of await consumer.fetch({ max_messages: 100, expires: 1_000 })) {
      const { type, data } = message.json<{ type: string; data: unknown }>();
      found.push({ type: type.replace('rejoin.v1.', ''), data });
      if (message.info.pending === 0) break;
    }
    return found;
  } finally {
    await connection.close();
  }
}
