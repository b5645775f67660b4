import { eventually } from '@rejoin/testing';
import type { Agent, Served } from './people';
import type { Shop } from './shop';
import { inAWorldOfItsOwn } from './world';

const times = 15;

/**
 * Counts waits for Postgres of all services, which are the same on any machine, and no times. What the idle system asks
 * meanwhile is subtracted. The limits are what was reached, with room for what happens to be waited for twice.
 */
describe('what a deed costs in round trips to Postgres when nothing else is going on', () => {
  const world = inAWorldOfItsOwn();
  let shop: Shop;
  let agent: Agent;
  let idlePerMs: number;
  const chats: Served[] = [];

  beforeAll(async () => {
    shop = await world().shop({ debounceSeconds: 1 });
    agent = await world().agent(shop, 'anna', { maxUnits: 100 });
    await world().served(shop, agent);
    const [from, since] = [await roundTrips(), performance.now()];
    await passed(3_000);
    idlePerMs = ((await roundTrips()) - from) / (performance.now() - since);
  });

  it.each([
    {
      deed: 'a start until an agent has it',
      limit: 60,
      cost: () =>
        costOfEach(Array.from({ length: times }), async () => {
          chats.push(await world().served(shop, agent));
        }),
    },
    {
      deed: "a customer's message",
      limit: 13,
      cost: () => costOfEach(Array.from({ length: times }), (_, i) => first().chat.send(`message ${i}`)),
    },
    {
      deed: "an agent's message",
      limit: 17,
      cost: () =>
        costOfEach(Array.from({ length: times }), (_, i) =>
          agent.desk.send(first().conversationId, `answer ${i}`),
        ),
    },
    {
      deed: 'a disconnect until the capacity is held',
      limit: 50,
      cost: () =>
        costOfEach(chats, async ({ cutter, conversationId }) => {
          cutter.cut();
          await eventually(() => expect(atDesk(conversationId)?.slotHeld).toBe(true));
        }),
    },
    {
      deed: 'a return until the desk sees it',
      limit: 55,
      cost: () =>
        costOfEach(chats, async ({ cutter, conversationId }) => {
          cutter.restore();
          await eventually(() =>
            expect(atDesk(conversationId)).toMatchObject({
              slotHeld: false,
              customer: { status: 'connected' },
            }),
          );
        }),
    },
  ])('$deed: at most $limit', async ({ limit, cost }) => {
    expect(await cost()).toBeLessThanOrEqual(limit);
  });

  const first = () => chats[0]!;
  const atDesk = (conversationId: string) => agent.desk.conversation(conversationId)?.snapshot;

  /** What one costs of several that are done one after the other, until nothing follows from them any more. */
  async function costOfEach<T>(
    items: readonly T[],
    deed: (item: T, i: number) => Promise<unknown>,
  ): Promise<number> {
    const [from, since] = [await roundTrips(), performance.now()];
    for (const [i, item] of items.entries()) await deed(item, i);
    await passed(500);
    return ((await roundTrips()) - from - idlePerMs * (performance.now() - since)) / items.length;
  }

  async function roundTrips(): Promise<number> {
    const { gateways, config, routing, timer } = world().system;
    const counts = await Promise.all(
      [...gateways, config, routing, timer].map(async ({ opsUrl }) => {
        const figures = await (await fetch(`${opsUrl}/metrics`)).text();
        return Number(/^rejoin_sql_round_trips_total (\d+)/m.exec(figures)?.[1] ?? NaN);
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  function passed(ms: number): Promise<unknown> {
    const until = performance.now() + ms;
    return eventually(() => performance.now() > until);
  }
});
