/** Before the next try: longer each time, and not the same for all who lost the same server at once. */
export function pauseMs(failures: number): number {
  return failures * 1_000 * (1 + Math.random());
}
