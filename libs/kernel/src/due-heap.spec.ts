import fc from 'fast-check';
import { DueHeap } from './due-heap';

const step = fc.oneof(
  fc.record({ push: fc.integer({ min: 0, max: 1_000 }) }),
  fc.record({ popAt: fc.integer({ min: 0, max: 1_000 }), max: fc.integer({ min: 0, max: 20 }) }),
);

describe('a heap of deadlines', () => {
  it('gives what a sorted list would give, whatever is pushed and popped in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const heap = new DueHeap();
        let sorted: { key: string; dueAt: number }[] = [];
        steps.forEach((one, i) => {
          if ('push' in one) {
            heap.push(`${i}:${one.push}`, one.push);
            sorted.push({ key: `${i}:${one.push}`, dueAt: one.push });
            return;
          }
          sorted.sort((a, b) => a.dueAt - b.dueAt);
          const due = sorted.filter(({ dueAt }) => dueAt <= one.popAt).slice(0, one.max);
          const popped = heap.popDue(one.popAt, one.max);
          const times = (keys: readonly string[]) => keys.map((key) => Number(key.split(':')[1]));
          expect(times(popped)).toEqual(due.map(({ dueAt }) => dueAt));
          // Among those due at the same time any may come first.
          expect(new Set(popped).size).toBe(popped.length);
          sorted = sorted.filter(({ key }) => !popped.includes(key));
          expect(sorted).toHaveLength(heap.size);
        });
        expect(heap.nextDueAt).toBe(sorted.map(({ dueAt }) => dueAt).sort((a, b) => a - b)[0]);
      }),
      { numRuns: 300 },
    );
  });

  it('is empty at first', () => {
    const heap = new DueHeap();
    expect(heap.size).toBe(0);
    expect(heap.nextDueAt).toBeUndefined();
    expect(heap.popDue(Infinity, 10)).toEqual([]);
  });

  it('holds the same key as often as it was pushed', () => {
    const heap = new DueHeap();
    heap.push('a', 2);
    heap.push('a', 1);
    expect(heap.popDue(1, 10)).toEqual(['a']);
    expect(heap.popDue(2, 10)).toEqual(['a']);
  });
});
