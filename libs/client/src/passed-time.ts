/** A smaller difference between the two clocks comes from rounding and drift. */
const driftMs = 250;

/**
 * Milliseconds on a clock that also counts while the device sleeps. `steady` (such as `performance.now`) stops during
 * sleep on some systems; `wall` (`Date.now`) does not, but can be set. Between two readings the greater difference
 * counts, so that a remaining time is never shown too long. A wall clock that is set back changes nothing.
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

/** The clock of the device. Everything that a page counts uses this one. */
export const passedMs = passedTime(
  () => performance.now(),
  () => Date.now(),
);
