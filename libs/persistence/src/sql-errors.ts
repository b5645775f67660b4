/** Returns the SQLSTATE of a database error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return field(error, 'code');
}

function field(error: unknown, name: 'code' | 'routine'): string | undefined {
  const own = error as ({ driverError?: { [name]?: unknown } } & { [name]?: unknown }) | null;
  const value = own?.[name] ?? own?.driverError?.[name];
  return typeof value === 'string' ? value : undefined;
}

// Postgres is gone or shutting down: the network, class 08, 57P01 to 57P05 (shutdown, crash, cannot connect now, terminated), a statement
// or an idle transaction that took too long (57014, 25P03), too many connections (53300).
const gone = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|EAI_AGAIN|08|57P0|53300|57014|25P03)/;
// Postgres is running but cannot write: read-only after a failover or by an administrator (25006), no resources (53: disk full,
// out of memory, a configured limit), a failing disk (58030), recovery conflicts (25P04, 72000).
const cannotWrite = /^(25006|53|58|25P04|72000)/;
const goneText =
  /Connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|Driver not Connected|Client has encountered a connection error|Query read timeout|Cannot use a pool after calling end/i;
// A statement was prepared before a migration changed its result. The message is in the server's language.
const stalePlan = { code: '0A000', routine: 'RevalidateCachedQuery' };

/**
 * Thrown when no connection could be opened. The cause (a password that is being changed, a database that is being
 * restored, too many connections) says nothing about a statement, because none was sent.
 */
export class NoConnection extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super(`no connection to Postgres: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.code = sqlState(cause);
  }
}

/**
 * Whether Postgres cannot serve the statement now (it is gone, shutting down, full or read-only), rather than the statement
 * being wrong. The work can be retried, and must never be given up because of such an error.
 */
export function isUnreachable(thrown: unknown): boolean {
  // TypeORM wraps the errors of its statements.
  const error = (thrown as { driverError?: unknown } | null | undefined)?.driverError ?? thrown;
  if (error instanceof NoConnection) return true;
  const code = sqlState(error);
  if (code !== undefined && (gone.test(code) || cannotWrite.test(code))) return true;
  return isBusy(error) || isStale(error) || (error instanceof Error && goneText.test(error.message));
}

/** Whether Postgres refused the password of a new connection (28P01; PgBouncer 08P01). */
export function isWrongPassword(error: unknown): boolean {
  const code = sqlState(error);
  return code === '28P01' || (code === '08P01' && /password/i.test((error as Error).message));
}

/** Whether Postgres is running but accepts no writes, because its disk is full or it is read-only. */
export function takesNoWrites(error: unknown): boolean {
  return cannotWrite.test(sqlState(error) ?? '') && !gone.test(sqlState(error) ?? '');
}

/** Whether the wait for a row's lock took longer than the lock timeout of the connections. */
export function isBusy(error: unknown): boolean {
  return sqlState(error) === '55P03';
}

/** Whether a time limit ended a statement or its wait for a lock. */
export function isTimeOut(error: unknown): boolean {
  return isBusy(error) || sqlState(error) === '57014';
}

/** Whether a connection with this error must not be used again, because the server behind it may be another one now. */
export function endsConnection(error: unknown): boolean {
  return isUnreachable(error) && !isTimeOut(error);
}

/** Whether Postgres aborted this transaction to resolve a conflict with another one. */
export function isConflict(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001';
}

/** Whether another row has the same value in a column, or in columns, whose values are unique. */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** Whether the transaction had already failed before this statement. The earlier error is the cause. */
export function isConsequence(error: unknown): boolean {
  return sqlState(error) === '25P02';
}

function isStale(error: unknown): boolean {
  return sqlState(error) === stalePlan.code && field(error, 'routine') === stalePlan.routine;
}
