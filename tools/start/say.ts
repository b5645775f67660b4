const startedAt = Date.now();

/** Prints a line to the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a step of the start, with the seconds since the start. */
export function progress(step: string): void {
  say(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${step}`);
}
