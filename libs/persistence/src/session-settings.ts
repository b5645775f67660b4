/** How long a statement waits for a lock. It is longer than Postgres takes to detect a deadlock (1 s). */
const lockTimeoutMs = 1_500;
export const statementTimeoutMs = 30_000;

/**
 * The settings that the statements rely on, whatever the server, the database or the role has set. They are sent as a
 * statement, because poolers (PgBouncer in session mode) refuse most parameters at the start of a connection.
 *
 * When a process freezes inside a transaction, Postgres ends its session before the lease of a gateway expires, which
 * releases its locks. Every statement is planned once for each connection, perhaps while its tables are empty, so
 * sequential scans are off and the plans do not depend on values. Commits are acknowledged after they reach the disk.
 */
export const sessionSettings = Object.entries({
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
  statement_timeout: `${statementTimeoutMs}ms`,
  lock_timeout: `${lockTimeoutMs}ms`,
  idle_in_transaction_session_timeout: '5s',
  jit: 'off',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
})
  .map(([name, value]) => `set ${name} = '${value}'`)
  .join(';');
