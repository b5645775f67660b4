import type { Database } from '@rejoin/persistence';

/**
 * The lease of the replica that publishes: a row with a holder and a term on the database's clock.
 *
 * It exists because the replica with an advisory lock would keep it for ever when it freezes, while a lease expires.
 *
 * Invariant: at most one replica holds an unexpired lease. A frozen holder may still publish for a moment after its term,
 * which does no harm, because consumers count versions.
 *
 * Concurrency: one update statement takes or renews the lease. Shutdown: `release` lets another replica take it at once.
 */
export class RelayLease {
  private renewedAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly holder: string,
    private readonly ttlMs: number,
  ) {}

  /**
   * Takes or renews the lease. Returns false while another replica has it. It is renewed after a third of the term. A lease
   * that ends later than any could is of a server whose clock was ahead, and is taken.
   */
  async hold(): Promise<boolean> {
    const startedAt = performance.now();
    if (startedAt - this.renewedAt < this.ttlMs / 3) return true;
    const rows = await this.database.query(
      `update relay_lease
       set holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2)
       where holder = $1 or expires_at < clock_timestamp()
         or expires_at > clock_timestamp() + 2 * make_interval(secs => $2) returning 1`,
      [this.holder, this.ttlMs / 1000],
    );
    this.renewedAt = rows.length > 0 ? startedAt : -Infinity;
    return rows.length > 0;
  }

  async release(): Promise<void> {
    this.renewedAt = -Infinity;
    await this.database.query(`update relay_lease set expires_at = '-infinity' where holder = $1`, [
      this.holder,
    ]);
  }
}
