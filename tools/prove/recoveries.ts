export interface Recovery {
  readonly kind: string;
  readonly times: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

/** Seconds from each fault until the last of those who came meanwhile was served, by kind of fault. */
export class Recoveries {
  private readonly byKind = new Map<string, number[]>();

  add(kind: string, seconds: number): void {
    this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), seconds]);
  }

  rows(): Recovery[] {
    return [...this.byKind]
      .map(([kind, seconds]) => ofKind(kind, seconds))
      .sort((a, b) => a.kind.localeCompare(b.kind));
  }

  /** Of all kinds whose name passes, together. */
  of(kind: string, isOne: (kind: string) => boolean): Recovery {
    return ofKind(
      kind,
      [...this.byKind].filter(([name]) => isOne(name)).flatMap(([, seconds]) => seconds),
    );
  }
}

/** Who was not served within the limit was never served, as far as the run can say. */
export function secondsText(seconds: number): string {
  if (Number.isNaN(seconds)) return '-';
  return Number.isFinite(seconds) ? seconds.toFixed(1) : 'never';
}

function ofKind(kind: string, seconds: readonly number[]): Recovery {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { kind, times: sorted.length, p50: at(0.5), p95: at(0.95), longest: at(1) };
}
