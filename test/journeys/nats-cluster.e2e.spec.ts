import { streamOf } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { Subscriber } from '../../tools/prove/subscriber';
import { texts } from './people';
import { inAWorldOnACluster } from './world';

const stream = streamOf('session-gateway');
const perService = <Value>(value: Value) => ({
  config: value,
  routing: value,
  'reconnection-timer': value,
  'session-gateway': value,
});

describe('on a NATS cluster of three, with two replicas of each service', () => {
  const world = inAWorldOnACluster({
    ...{ gateways: 2, routings: 2, configs: 2, timers: 2 },
    environment: perService({ NATS_STREAM_REPLICAS: '3' }),
  });

  it('has three copies of each stream', async () => {
    const t0 = performance.now();
    const streams = await world().system.nats.ask((manager) => manager.streams.list().next());
    expect(streams.map(({ config }) => config.num_replicas)).toEqual([3, 3, 3, 3]);
    console.log('ok', performance.now() - t0);
  });

  it.each([['killed'], ['frozen']])('customers chat, drop and return while the leader is %s', async (how) => {
    const { nats } = world().system;
    const subscriber = await Subscriber.connect(nats.urlOf('integrator'));
    const shop = await world().shop({ debounceSeconds: 1 });
    const anna = await world().agent(shop, 'anna', { gateway: 1 });
    const customer = await world().served(shop, anna);
    const { chat, conversationId } = customer;
    const leader = (await eventually(() => nats.leaderOf(stream)))!;
    const t0 = performance.now();
    const say = (what: string) => console.log(how, what, Math.round(performance.now() - t0));
    if (how === 'killed') await leader.kill('SIGKILL');
    else leader.freeze();
    await chat.send('one');
    say('acknowledged');
    await eventually(() =>
      expect(texts(anna.desk.conversation(conversationId)?.transcript.entries ?? [])).toEqual(['one']), { timeout: 60_000 });
    say('delivered');
    customer.cutter.cut();
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(true), { timeout: 60_000 });
    say('away');
    customer.cutter.restore();
    await eventually(() => expect(customer.reconnected).toHaveLength(1), { timeout: 60_000 });
    await eventually(() => expect(chat.conversation).toMatchObject({ slotHeld: false }), { timeout: 60_000 });
    say('back');
    const second = await world().served(shop, anna);
    say('new one served');
    await second.chat.endChat();
    if (how === 'killed') await leader.start();
    else leader.thaw();
    say('restored');
    await chat.send('two');
    await eventually(() => expect(texts(chat.entries)).toEqual(['one', 'two']));
    await eventually(async () => expect(await world().used(anna)).toBe(1), { timeout: 60_000 });
    const told = await world().sql<{ name: string }>(`select family || '/' || aggregate_id || '/' || version as name from session_gateway.outbox`);
    await eventually(() => expect(told.filter(({ name }) => !subscriber.heard.has(name))).toEqual([]), { timeout: 60_000 });
    expect(subscriber.complaints).toEqual([]);
    say('heard');
    await subscriber.close();
  }, 200_000);
});
