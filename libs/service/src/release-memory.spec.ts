import { memoryUsage } from 'node:process';
import { releaseMemoryOfStart } from './release-memory';

it('the garbage of the start is collected, and nothing else can request a collection', () => {
  let garbage: object[] = Array.from({ length: 500_000 }, (_, i) => ({ i, text: `${i}` }));
  const before = memoryUsage().heapUsed;
  expect(garbage).toHaveLength(500_000);
  garbage = [];
  releaseMemoryOfStart();
  expect(memoryUsage().heapUsed).toBeLessThan(before - 20_000_000);
  expect(globalThis).not.toHaveProperty('gc');
});
