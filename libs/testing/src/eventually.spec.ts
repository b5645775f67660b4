import { eventually } from './eventually';

describe('eventually', () => {
  it('returns the value that the probe returns in the end', async () => {
    let asked = 0;
    expect(await eventually(() => (++asked < 3 ? undefined : asked))).toBe(3);
  });

  it('succeeds when all expectations of a probe that returns nothing hold', async () => {
    let asked = 0;
    await eventually(() => {
      expect(++asked).toBeGreaterThan(2);
    });
    expect(asked).toBe(3);
  });

  it('accepts zero and the empty text as a value', async () => {
    expect(await eventually(() => 0)).toBe(0);
    expect(await eventually(() => '')).toBe('');
  });

  it('fails with the last error of the probe when the time is over', async () => {
    const outcome = eventually(() => Promise.reject(new Error('still no window')), { timeout: 30 });
    await expect(outcome).rejects.toThrow('not in 30 ms: still no window');
  });

  it('fails when the probe never returns a value', async () => {
    await expect(eventually(() => undefined, { timeout: 30 })).rejects.toThrow('still gives undefined');
    await expect(eventually(() => false, { timeout: 30 })).rejects.toThrow('still gives false');
  });
});
