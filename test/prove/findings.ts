const kept = 5;

/** The checks by name, with their findings. */
export class Findings {
  private readonly checks = new Map<string, { times: number; found: string[] }>();

  /** Registers that a check was made, and its findings. */
  add(check: string, found: readonly string[]): void {
    const { times, found: before } = this.checks.get(check) ?? { times: 0, found: [] };
    this.checks.set(check, { times: times + 1, found: [...before, ...found].slice(0, kept) });
  }

  get total(): number {
    return this.checks.size;
  }

  get holding(): number {
    return [...this.checks.values()].filter(({ found }) => found.length === 0).length;
  }

  get broken(): string[] {
    return [...this.checks].filter(([, { found }]) => found.length > 0).map(([check]) => check);
  }

  /** The lines of the checks that do not hold, each followed by what was found. */
  brokenLines(): string[] {
    return this.rows()
      .filter(({ found }) => found.length > 0)
      .flatMap(({ check, found }) => [`BROKEN  ${check}`, ...found.map((one) => `          ${one}`)]);
  }

  rows(): { check: string; times: number; found: readonly string[] }[] {
    return [...this.checks].map(([check, { times, found }]) => ({ check, times, found }));
  }
}
