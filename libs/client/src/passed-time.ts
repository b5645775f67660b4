/** Below this the two clocks differ by their own rounding and drift. */
const driftMs = 250;

/**
 * Milliseconds on a clock that counts every pause: `steady` (such as `performance.now`) stands still while some
 * systems sleep, `wall` (`Date.now`) does not, but can be set. Of two looks at both, the greater difference counts, so
 * that a time left is never told longer than it is; a wall clock that is set back changes nothing.
 */
export function passedTime(steady: () => number, wall: () => number): () => number {
  let gap = wall() - steady();
  let skipped = 0;
  return () => {
    const now = steady();
    const ahead = wall() - now - gap;
    if (Math.abs(ahead) >= driftMs) {
      gap += ahead;
      skipped += Math.max(0, ahead);
    }
    return now + skipped;
  };
}

/** The device's own: one for everything that a page counts. */
export const passedMs = passedTime(
  () => performance.now(),
  () => Date.now(),
);
