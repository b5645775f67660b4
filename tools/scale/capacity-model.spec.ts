import { deeds, estimate, million, parts, rates, writeNames, type Cost, type Costs } from './capacity-model';

const cost = (each: number): Cost =>
  Object.fromEntries([...parts, ...writeNames].map((name) => [name, each])) as Cost;
const costs = (changed: Partial<Costs>): Costs => {
  const free = Object.fromEntries(deeds.map((deed) => [deed, cost(0)])) as Costs;
  return { ...free, ...changed };
};
const oneMachine = { ...million, acrossMachines: 1, usable: 0.5, messagesPerMinute: 0.6 };

describe('the model of a large installation', () => {
  it('has all returns of the drop within its time', () => {
    const { calm, drop } = rates(million);
    expect(calm).toEqual({ start: 1_000_000 / 900, message: 2_000_000 / 60, disconnect: 0, return: 0 });
    expect(drop.return * 60).toBeCloseTo(50_000);
    expect(drop.disconnect).toBe(drop.return);
  });

  it('turns microseconds of CPU into cores, with room left', () => {
    const { cores } = estimate(costs({ message: cost(300) }), oneMachine);
    expect(cores.gateways).toEqual({ calm: 6, drop: 6 });
  });

  it('counts nats-server once for each replica of a stream', () => {
    const { cores } = estimate(costs({ message: cost(300) }), oneMachine);
    expect(cores.nats.calm).toBe(3 * cores.gateways.calm);
  });

  it('needs more while many return, and says what is written', () => {
    const { cores, written } = estimate(costs({ message: cost(1), return: cost(100) }), million);
    for (const { calm, drop } of [...Object.values(cores), ...Object.values(written)])
      expect(drop).toBeGreaterThan(calm);
    const rate = rates(million).drop;
    expect(written.walBytes.drop).toBeCloseTo(rate.message + rate.return * 100);
  });

  it('has a gateway for every ten thousand connections, however cheap they are, and never one replica alone', () => {
    const { processes, natsServers, partitions, gigabytesOfConnections } = estimate(
      costs({ message: cost(1) }),
      million,
    );
    expect(processes).toEqual({ gateways: 100, timers: 2, routings: 2 });
    expect([natsServers, partitions, gigabytesOfConnections]).toEqual([3, 1, 8]);
  });

  it('has more installations by cores, by what a disk takes or by messages, whichever is reached first', () => {
    const perSecond = rates(million).calm.message;
    const byDisk = costs({
      message: { ...cost(0), walBytes: (2.5 * million.walMegabytesPerSecond * 1e6) / perSecond },
    });
    expect(estimate(byDisk, million).partitions).toBe(3);
    const usable = (million.postgresCores * million.usable) / million.acrossMachines;
    const byCores = costs({ message: { ...cost(0), postgres: (4.5 * usable * 1e6) / perSecond } });
    expect(estimate(byCores, million).partitions).toBe(5);
    const natsMessages = (3.5 * million.natsMessagesPerSecond) / perSecond;
    const byMessages = estimate(costs({ message: { ...cost(0), natsMessages } }), million);
    expect([byMessages.partitions, byMessages.natsServers, byMessages.processes.timers]).toEqual([4, 12, 8]);
  });
});
