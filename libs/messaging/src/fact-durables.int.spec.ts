import { streamOf, type Fact } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { conversationStarted, messageSent, TwoServices, upTo } from './two-services.fixture';

const family = 'routing--session';
const kind = 'routing--conversation-started';
const kinds = ['ConversationStarted'];

/** The consumer acts on one kind of the family. A release 0.1.0 follows the whole family, and says no kinds. */
describe('a consumer that acts on one kind', () => {
  let services: TwoServices;
  let append: (facts: readonly Fact[]) => Promise<void>;

  beforeEach(async () => {
    services = await TwoServices.start();
  });
  afterEach(() => services.stop());

  const produce = () => void ({ append } = services.produce());
  const consume = (olderReleaseMs = 600_000) =>
    services.consume(undefined, { olderReleaseMs, retryParkedMs: 500 }, kinds);
  const consumeAsBefore = () => services.consume();
  /** A start at each of these versions, and messages between them. */
  const talk = (id: string, count: number, starts: readonly number[]) =>
    append(upTo(count).map((n) => (starts.includes(n) ? conversationStarted(id) : messageSent(id, n))));
  const hears = (id: string, versions: readonly number[]) =>
    eventually(async () => expect(await services.appliedVersions(id)).toEqual(versions));
  const isGone = (name: string) =>
    eventually(async () => expect(await services.findDurable(name)).toBeUndefined());

  it('is delivered facts of that kind only, and applies them in order', async () => {
    produce();
    consume();
    await talk('a', 9, [1, 4, 8]);
    await hears('a', [1, 4, 8]);
    expect((await services.durable(kind)).delivered.consumer_seq).toBe(3);
    expect(await services.findDurable(family)).toBeUndefined();
  });

  it('waits for the previous fact of its kind, however many versions back it is', async () => {
    produce();
    consume();
    await talk('a', 1, [1]);
    await hears('a', [1]);
    await services.publish('a', 9, 'ConversationStarted', 'ConversationStarted=5 MessageSent=8');
    await services.publish('b', 9, 'ConversationStarted', 'MessageSent=8');
    await hears('b', [9]);
    expect(await services.appliedVersions('a')).toEqual([1]);
    await services.publish('a', 5, 'ConversationStarted', 'ConversationStarted=1 MessageSent=4');
    await hears('a', [1, 5, 9]);
    expect(services.alarms).toEqual([]);
  });

  it('has lost facts of its kind republished, and no others', async () => {
    produce();
    await talk('a', 12, [1, 4, 8, 12]);
    await talk('b', 1, [1]);
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    const stream = streamOf('session-gateway');
    // Whoever was there before the producer looks for holes, finds them filled by the consumer's question.
    for (const seq of [4, 8]) await manager.streams.deleteMessage(stream, seq);
    consume();
    await hears('a', [1, 4, 8, 12]);
    expect(services.alarms).toEqual([]);
  });

  it('parks later facts behind one that fails, and continues from there when the failure is fixed', async () => {
    produce();
    let cured = false;
    services.consume(
      (facts) =>
        facts.some(({ version }) => version === 4) && !cured
          ? Promise.reject(new Error('sick'))
          : Promise.resolve(),
      {},
      kinds,
    );
    await talk('a', 9, [1, 4, 8]);
    await eventually(async () => (await services.parked()).length === 2);
    expect(await services.appliedVersions('a')).toEqual([1]);
    cured = true;
    await hears('a', [1, 4, 8]);
    expect(await services.parked()).toEqual([]);
  });

  describe('after a release that followed the family', () => {
    it('continues where that release stopped: no fact is left out, and none is delivered again', async () => {
      produce();
      const before = consumeAsBefore();
      await talk('a', 6, [1, 4]);
      await hears('a', upTo(6));
      await eventually(async () => (await services.durable(family)).num_ack_pending === 0);
      await before.stop();
      await talk('a', 6, [1, 6]);
      consume(50);
      await hears('a', [...upTo(6), 7, 12]);
      await isGone(family);
      await talk('a', 2, [2]);
      await hears('a', [...upTo(6), 7, 12, 14]);
      const { delivered, config } = await services.durable(kind);
      expect(config.opt_start_seq).toBeGreaterThan(6);
      expect(delivered.consumer_seq).toBeLessThanOrEqual(3);
    });

    it('runs beside that release: each fact is applied once, whichever is faster', async () => {
      produce();
      const before = consumeAsBefore();
      await talk('a', 1, []);
      await hears('a', [1]);
      consume(50);
      await eventually(async () => {
        await talk('news', 1, []);
        expect(await services.findDurable(kind)).toBeDefined();
      });
      const ids = upTo(30).map((n) => `c${n}`);
      await Promise.all(ids.map((id) => talk(id, 4, [2, 4])));
      for (const id of ids) {
        await eventually(async () =>
          expect(await services.appliedVersions(id)).toEqual(expect.arrayContaining([2, 4])),
        );
        const heard = await services.appliedVersions(id);
        expect(heard).toEqual([...new Set(heard)].sort());
      }
      // That release still pulls from its durable.
      expect(await services.findDurable(family)).toBeDefined();
      await before.stop();
      await isGone(family);
      expect(await services.parked()).toEqual([]);
    });
  });

  describe('while its producer is release 0.1.0', () => {
    const old = (id: string, version: number, type?: string) => services.publish(id, version, type);

    it('follows the family, and its kind again when the facts contain the versions of their kinds', async () => {
      produce();
      consume(300);
      await talk('z', 1, [1]);
      await hears('z', [1]);
      await old('a', 1, 'ConversationStarted');
      await hears('a', [1]);
      for (const n of [2, 3]) await old('a', n);
      await old('a', 4, 'ConversationStarted');
      await hears('a', [1, 4]);
      await isGone(kind);
      await old('a', 5);
      await old('a', 6, 'ConversationStarted');
      await hears('a', [1, 4, 6]);

      await services.publish('a', 7, 'MessageSent', 'ConversationStarted=6 MessageSent=5');
      await isGone(family);
      await services.publish('a', 8, 'ConversationStarted', 'ConversationStarted=6 MessageSent=7');
      await hears('a', [1, 4, 6, 8]);
      expect(services.alarms).toEqual([]);
      expect(await services.parked()).toEqual([]);
    });
  });
});
