import { BatchWindow } from './batch-window';

describe('the number of messages in a batch', () => {
  it('shrinks while batches are slow, stays above zero, and grows again when they are fast', () => {
    const window = new BatchWindow(1_000);
    for (let i = 0; i < 20; i++) window.took(window.size, 5_000);
    expect(window.size).toBe(20);
    for (let i = 0; i < 20; i++) window.took(window.size, 10);
    expect(window.size).toBe(1_000);
  });

  it('does not grow after batches that were not full', () => {
    const window = new BatchWindow(1_000);
    const { size } = window;
    for (let i = 0; i < 20; i++) window.took(1, 1);
    expect(window.size).toBe(size);
  });
});
