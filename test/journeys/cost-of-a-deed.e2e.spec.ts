import { eventually } from '@rejoin/testing';
import type { Agent, Served } from './people';
import type { Shop } from './shop';
import { inAWorldOfItsOwn } from './world';

const times = 15;
/** The round trips of each relay in a second: one for its lease and one for its poll. */
const relaysPerSecond = 2;
/** The round trips of the periodic work of each process in a second: a lease, a sign of life, or a sweep. */
const jobsPerSecond = 1;
const spanMs = 2_000;

/** The metrics of what one operation costs. */
const metrics = {
  roundTrips: 'rejoin_sql_round_trips_total',
  transactions: 'rejoin_sql_transactions_total',
  facts: 'rejoin_facts_recorded_total',
  deliveries: 'rejoin_facts_delivered_total',
  frames: 'rejoin_frames_sent_total',
} as const;

type Kind = keyof typeof metrics;
const kinds = Object.keys(metrics) as Kind[];

/** The cost of one operation, or of all services so far. */
type Cost = Readonly<Record<Kind, number>>;
const costOf = (count: (kind: Kind) => number) =>
  Object.fromEntries(kinds.map((kind) => [kind, count(kind)])) as Cost;

/**
 * Counts what all services do, which is the same on any machine, and no times. The
 * round trips of the idle system are subtracted; an idle system records no facts. The limits are the measured
 * values plus a reserve for occasional additional waits.
 */
describe('the cost of an operation in round trips, transactions, facts and frames, in an otherwise idle system', () => {
  const world = inAWorldOfItsOwn();
  let shop: Shop;
  let agent: Agent;
  let idlePerMs: number;
  let idle: number[];
  const chats: Served[] = [];

  beforeAll(async () => {
    idle = await quietest();
    shop = await world().shop({ debounceSeconds: 1 });
    agent = await world().agent(shop, 'anna', { maxUnits: 100 });
    await world().served(shop, agent);
    const [from, since] = [await soFar(), performance.now()];
    await passed(3_000);
    idlePerMs = ((await soFar()).roundTrips - from.roundTrips) / (performance.now() - since);
  });

  it('no operation: at most one a second for each process, beside its relay', () => {
    for (const excess of idle) expect(excess).toBeLessThanOrEqual(0);
  });

  it('an away customer and a held slot: no more than no operation', async () => {
    const { cutter, conversationId } = await world().served(shop, agent);
    cutter.cut();
    await eventually(() => expect(atDesk(conversationId)?.slotHeld).toBe(true));
    for (const excess of await quietest()) expect(excess).toBeLessThanOrEqual(0);
    cutter.restore();
  });

  it.each([
    {
      deed: 'a start until an agent has it',
      limit: { roundTrips: 32, transactions: 8, facts: 3, deliveries: 3, frames: 13 },
      cost: () =>
        costOfEach(Array.from({ length: times }), async () => {
          chats.push(await world().served(shop, agent));
        }),
    },
    {
      deed: "a customer's message",
      limit: { roundTrips: 8, transactions: 2, facts: 1, deliveries: 0, frames: 5 },
      cost: () => costOfEach(Array.from({ length: times }), (_, i) => first().chat.send(`message ${i}`)),
    },
    {
      deed: "an agent's message",
      limit: { roundTrips: 9, transactions: 2, facts: 1, deliveries: 0, frames: 5 },
      cost: () =>
        costOfEach(Array.from({ length: times }), (_, i) =>
          agent.desk.send(first().conversationId, `answer ${i}`),
        ),
    },
    {
      deed: 'a disconnect until the capacity is held',
      limit: { roundTrips: 38, transactions: 9, facts: 3, deliveries: 4, frames: 11 },
      cost: () =>
        costOfEach(chats, async ({ cutter, conversationId }) => {
          cutter.cut();
          await eventually(() => expect(atDesk(conversationId)?.slotHeld).toBe(true));
        }),
    },
    {
      deed: 'a return until the desk sees it',
      limit: { roundTrips: 34, transactions: 9, facts: 4, deliveries: 5, frames: 13 },
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
    const spent = await cost();
    // One of all the deliveries, and what follows from it, may have been repeated.
    const isExceeded = (kind: Kind) =>
      !((kind === 'roundTrips' ? spent[kind] : Math.round(spent[kind])) <= limit[kind]);
    expect(kinds.filter(isExceeded).map((kind) => `${spent[kind]} ${kind}`)).toEqual([]);
  });

  const first = () => chats[0]!;
  const atDesk = (conversationId: string) => agent.desk.conversation(conversationId)?.snapshot;

  /**
   * The cost of one of several operations that are done one after the other, including everything that
   * follows from them.
   */
  async function costOfEach<T>(
    items: readonly T[],
    deed: (item: T, i: number) => Promise<unknown>,
  ): Promise<Cost> {
    const [from, since] = [await soFar(), performance.now()];
    for (const [i, item] of items.entries()) await deed(item, i);
    await passed(500);
    const to = await soFar();
    const idle = idlePerMs * (performance.now() - since);
    return costOf((kind) => (to[kind] - from[kind] - (kind === 'roundTrips' ? idle : 0)) / items.length);
  }

  const atMostIn = (ms: number) => Math.ceil(((jobsPerSecond + relaysPerSecond) * ms) / 1_000) + 1;

  /**
   * By how many round trips each process exceeds the periodic ones of its quietest span: every half minute it also
   * polls for parked facts.
   */
  async function quietest(): Promise<number[]> {
    const spans: number[][] = [];
    for (let i = 0; i < 3; i++) {
      // The cost of reading the figures is measured by reading them twice.
      const [before, from] = [await roundTripsOfEach(), await roundTripsOfEach()];
      const since = performance.now();
      await passed(spanMs);
      const to = await roundTripsOfEach();
      // A loaded machine makes the span longer.
      const periodic = atMostIn(performance.now() - since);
      spans.push(to.map((count, at) => count - from[at]! - (from[at]! - before[at]!) - periodic));
    }
    return spans[0]!.map((_, at) => Math.min(...spans.map((span) => span[at]!)));
  }

  async function soFar(): Promise<Cost> {
    const figures = (await figuresOfEach()).join('\n');
    return costOf((kind) => valueOf(figures, metrics[kind]));
  }

  async function roundTripsOfEach(): Promise<number[]> {
    return (await figuresOfEach()).map((text) => valueOf(text, 'rejoin_sql_round_trips_total'));
  }

  function figuresOfEach(): Promise<string[]> {
    const { gateways, config, routing, timer } = world().system;
    return Promise.all(
      [...gateways, config, routing, timer].map(async ({ opsUrl }) =>
        (await fetch(`${opsUrl}/metrics`)).text(),
      ),
    );
  }

  function passed(ms: number): Promise<unknown> {
    const until = performance.now() + ms;
    return eventually(() => performance.now() > until);
  }
});

/** The sum over all labels; NaN when the metric does not exist. */
function valueOf(text: string, name: string): number {
  const values = [...text.matchAll(new RegExp(`^${name}(?:{.*})? (\\d+)`, 'gm'))].map(([, value]) =>
    Number(value),
  );
  return text.includes(`# TYPE ${name} `) ? values.reduce((sum, value) => sum + value, 0) : NaN;
}
