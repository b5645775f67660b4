const startedAt = Date.now();

/** A line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A step of the start, with the seconds since it began. */
export function progress(step: string): void {
  say(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${step}`);
}
