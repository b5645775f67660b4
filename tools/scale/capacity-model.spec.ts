import { estimate, gigabytesOfConnections, million, parts, rates, type Cost } from './capacity-model.ts';

const cost = (each: number): Cost => Object.fromEntries(parts.map((part) => [part, each])) as Cost;

describe('the model of a large installation', () => {
  it('has all returns of the drop within its time', () => {
    const { calm, drop } = rates(million);
    expect(calm).toEqual({ start: 1_000_000 / 900, message: 2_000_000 / 60, disconnect: 0, return: 0 });
    expect(drop.return * 60).toBeCloseTo(50_000);
    expect(drop.disconnect).toBe(drop.return);
  });

  it('turns costs into cores, with room left', () => {
    const free = cost(0);
    const costs = { start: free, message: cost(300), disconnect: free, return: free };
    const assumptions = { ...million, messagesPerMinute: 0.6, usable: 0.5 };
    expect(estimate(costs, assumptions)[0]).toEqual({ part: 'gateways', calmCores: 6, dropCores: 6 });
  });

  it('costs more while many return', () => {
    const costs = { start: cost(1), message: cost(1), disconnect: cost(100), return: cost(100) };
    for (const { calmCores, dropCores } of estimate(costs, million))
      expect(dropCores).toBeGreaterThan(calmCores);
    expect(gigabytesOfConnections(million)).toBe(8);
  });
});
