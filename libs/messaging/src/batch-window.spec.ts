import { BatchWindow } from './batch-window';

describe('the number of messages at once', () => {
  it('shrinks while batches are slow, never to nothing, and grows back when they are quick', () => {
    const window = new BatchWindow(1_000);
    for (let i = 0; i < 20; i++) window.took(window.size, 5_000);
    expect(window.size).toBe(20);
    for (let i = 0; i < 20; i++) window.took(window.size, 10);
    expect(window.size).toBe(1_000);
  });

  it('does not grow by batches that were not full', () => {
    const window = new BatchWindow(1_000);
    const { size } = window;
    for (let i = 0; i < 20; i++) window.took(1, 1);
    expect(window.size).toBe(size);
  });
});
