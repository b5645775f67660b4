export interface Recovery {
  readonly kind: string;
  readonly times: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

/** The seconds by kind of fault; null means never, as far as the run could measure. */
type KeptWaits = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * The seconds from each fault until the last customer who arrived in the meantime was served, by kind of
 * fault.
 */
export class Recoveries {
  private readonly byKind = new Map<string, number[]>();

  /** The recoveries of several runs together. */
  static of(runs: readonly KeptWaits[]): Recoveries {
    const all = new Recoveries();
    for (const waits of runs)
      for (const [kind, seconds] of Object.entries(waits))
        for (const one of seconds) all.add(kind, one ?? Infinity);
    return all;
  }

  add(kind: string, seconds: number): void {
    this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), seconds]);
  }

  /** A form for JSON, rounded to a tenth of a second. */
  kept(): KeptWaits {
    const rounded = (seconds: number) => (Number.isFinite(seconds) ? Math.round(seconds * 10) / 10 : null);
    return Object.fromEntries([...this.byKind].map(([kind, seconds]) => [kind, seconds.map(rounded)]));
  }

  rows(): Recovery[] {
    return [...this.byKind]
      .map(([kind, seconds]) => recoveryOf(kind, seconds))
      .sort((a, b) => a.kind.localeCompare(b.kind));
  }

  /** The recovery of all kinds whose name passes, together. */
  of(kind: string, isOne: (kind: string) => boolean): Recovery {
    return recoveryOf(
      kind,
      [...this.byKind].filter(([name]) => isOne(name)).flatMap(([, seconds]) => seconds),
    );
  }
}

/** A customer who was not served within the limit counts as never served. */
export function secondsText(seconds: number): string {
  if (Number.isNaN(seconds)) return '-';
  return Number.isFinite(seconds) ? seconds.toFixed(1) : 'never';
}

function recoveryOf(kind: string, seconds: readonly number[]): Recovery {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { kind, times: sorted.length, p50: at(0.5), p95: at(0.95), longest: at(1) };
}
