import type { Database } from '@rejoin/persistence';

/**
 * Which replica publishes: a row with a term on the database's clock. An advisory lock would be kept for ever
 * by a frozen holder; this ends by itself. Two holders for a moment do no harm: consumers count versions.
 */
export class RelayLease {
  private renewedAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly holder: string,
    private readonly ttlMs: number,
  ) {}

  /** Takes or keeps the lease; false while another replica has it. Asks the database three times a term. */
  async hold(): Promise<boolean> {
    const asked = performance.now();
    if (asked - this.renewedAt < this.ttlMs / 3) return true;
    const rows = await this.database.query(
      `update relay_lease
       set holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2)
       where holder = $1 or expires_at < clock_timestamp() returning 1`,
      [this.holder, this.ttlMs / 1000],
    );
    this.renewedAt = rows.length > 0 ? asked : -Infinity;
    return rows.length > 0;
  }

  async release(): Promise<void> {
    this.renewedAt = -Infinity;
    await this.database.query(`update relay_lease set expires_at = '-infinity' where holder = $1`, [
      this.holder,
    ]);
  }
}
