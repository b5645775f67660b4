import { refusals } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { readExposition, sumOf, type Family } from './exposition';
import type { Agent, Served } from './people';
import type { Shop } from './shop';
import { inAWorldOfItsOwn } from './world';

/** The labels that the product's metrics may have, and how many values each may take. */
const labels: Readonly<Record<string, number>> = {
  side: 2,
  reason: 12,
  frame: 20,
  way: 3,
  outcome: 3 + Object.keys(refusals).length,
  kind: 6,
  family: 12,
  fact: 10,
  refusal: Object.keys(refusals).length,
  found_by: 2,
  group: 10,
  job: 21,
  data: 2,
  dependency: 2,
  state: 2,
};
const units = ['seconds', 'items', 'facts', 'events', 'letters', 'units', 'conversations', 'windows'];
/** The maximum of series that a process may expose, because Prometheus stores each of them. */
const mostSeries = 700;

describe('the metrics of a system in which customers have disconnected and returned', () => {
  const world = inAWorldOfItsOwn();
  let shop: Shop;
  let anna: Agent;
  let customers: Served[];
  const windowOf = ({ conversationId }: Served) =>
    anna.desk.conversation(conversationId)?.snapshot?.window ?? null;

  beforeAll(async () => {
    shop = await world().shop({ reconnect: { timeLimitSeconds: 600 } });
    anna = await world().agent(shop, 'anna', { maxUnits: 20 });
    const returning = await world().served(shop, anna);
    const waiting = await world().served(shop, anna);
    customers = [returning, waiting];
    await returning.chat.send('a word of the customer');
    await anna.desk.send(returning.conversationId, 'a word of the agent');
    for (const { cutter } of customers) cutter.cut();
    for (const one of customers) await eventually(() => expect(windowOf(one)).not.toBeNull());
    returning.cutter.restore();
    await eventually(() => expect(returning.reconnected).toHaveLength(1));

    const late = await world().timedOut();
    late.cutter.restore();
    await eventually(() => expect(late.tooLate).toHaveLength(1));
  });

  const services = () => {
    const { gateways, config, routing, timer } = world().system;
    return [...gateways, config, routing, timer];
  };
  const read = async (opsUrl: string): Promise<Family[]> =>
    readExposition(await (await fetch(`${opsUrl}/metrics`)).text());
  const readAll = async (): Promise<Family[]> =>
    (await Promise.all(services().map(({ opsUrl }) => read(opsUrl)))).flat();

  it.each([
    ['rejoin_sockets', { side: 'customer' }, 1],
    ['rejoin_sockets', { side: 'agent' }, 2],
    ['rejoin_socket_disconnects_total', { side: 'customer', reason: 'broken' }, 3],
    ['rejoin_customers_away_total', { kind: 'reconnect' }, 3],
    ['rejoin_returns_total', { way: 'resume', outcome: 'returned' }, 1],
    ['rejoin_returns_total', { way: 'resume', outcome: 'window-expired' }, 1],
    ['rejoin_open_windows', { kind: 'reconnect' }, 1],
    ['rejoin_open_windows', { kind: 'open-hold' }, 0],
    ['rejoin_routing_held_units', {}, 1],
    ['rejoin_routing_held_conversations', {}, 1],
    ['rejoin_outbox_unpublished_facts', {}, 0],
    ['rejoin_outbox_oldest_seconds', {}, 0],
    ['rejoin_parked_facts', {}, 0],
    ['rejoin_dependency_up', { dependency: 'postgres' }, 5],
    ['rejoin_dependency_up', { dependency: 'nats' }, 5],
  ])('count what happened: %s %p is %d', async (name, of, expected) => {
    await eventually(async () => expect(sumOf(await readAll(), name, of)).toBe(expected), {
      timeout: 15_000,
    });
  });

  it.each([
    ['rejoin_return_seconds', { way: 'resume' }],
    ['rejoin_deadline_lateness_seconds', { kind: 'reconnect' }],
    ['rejoin_frame_seconds', { side: 'customer', frame: 'send' }],
    ['rejoin_frame_seconds', { side: 'agent', frame: 'send' }],
    ['rejoin_group_commit_items', { group: 'conversations' }],
    ['rejoin_group_commit_items', { group: 'decisions' }],
    ['rejoin_sql_connections', { state: 'idle' }],
    ['nodejs_eventloop_lag_p99_seconds', {}],
  ])('have a value of %s %p', async (name, of) => {
    expect(sumOf(await readAll(), name, of)).toBeGreaterThan(0);
  });

  it('are named with their units, as Prometheus asks', async () => {
    for (const { name, type, help } of (await readAll()).filter(isOurs)) {
      expect(name).toMatch(/^rejoin_[a-z]+(_[a-z]+)*$/);
      expect({ name, isTotal: name.endsWith('_total') }).toEqual({ name, isTotal: type === 'counter' });
      expect(help).toMatch(/^[A-Z1].*[^.]$/);
      if (type === 'histogram') expect(units).toContain(name.split('_').at(-1));
      expect(name).not.toMatch(/_(ms|millis|milliseconds|minutes|kb|count|sum|bucket)(_total)?$/);
    }
  });

  it('have labels with few values and no ids', async () => {
    const families = (await readAll()).filter(isOurs);
    const ids = [...customers.map(({ conversationId }) => conversationId), anna.agentId, shop.name];
    const values = new Map<string, Set<string>>();
    for (const { name, samples } of families) {
      const bounds = new Set(samples.map(({ labels: { le } }) => le));
      expect({ name, hasFewBuckets: bounds.size <= 16 }).toEqual({ name, hasFewBuckets: true });
      for (const [label, value] of samples.flatMap(({ labels: { le: _, ...own } }) => Object.entries(own)))
        values.set(label, (values.get(label) ?? new Set()).add(value));
    }
    for (const [label, seen] of values) {
      expect({ label, tooMany: seen.size > (labels[label] ?? 0) ? [...seen] : [] }).toEqual({
        label,
        tooMany: [],
      });
      for (const value of seen) {
        expect(ids.filter((id) => value.includes(id))).toEqual([]);
        expect(value).toMatch(/^[A-Za-z]+(-[a-z]+)*$/);
      }
    }
  });

  it('are few enough for one process', async () => {
    for (const { service, opsUrl } of services()) {
      const series = (await read(opsUrl)).reduce((sum, { samples }) => sum + samples.length, 0);
      expect({ service, isFew: series < mostSeries, series }).toMatchObject({ isFew: true });
    }
  });

  const isOurs = ({ name }: Family) => !/^(process|nodejs)_/.test(name);
});
