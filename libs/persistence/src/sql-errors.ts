/** The SQLSTATE of a database error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return field(error, 'code');
}

function field(error: unknown, name: 'code' | 'routine'): string | undefined {
  const own = error as ({ driverError?: { [name]?: unknown } } & { [name]?: unknown }) | null;
  const value = own?.[name] ?? own?.driverError?.[name];
  return typeof value === 'string' ? value : undefined;
}

// Gone or going: the network, class 08, 57P01 to 57P05 (shutdown, crash, cannot connect now, terminated), a statement
// or an idle transaction that took too long (57014, 25P03), too many connections (53300).
const gone = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|EAI_AGAIN|08|57P0|53300|57014|25P03)/;
// There, but it cannot write: read-only after a failover or by an administrator (25006), no resources (53: disk full,
// out of memory, a configured limit), a failing disk (58030), recovery conflicts (25P04, 72000).
const cannotWrite = /^(25006|53|58|25P04|72000)/;
const goneText =
  /Connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|Driver not Connected|Client has encountered a connection error|Query read timeout|Cannot use a pool after calling end/i;
// A statement that was prepared before a migration changed what it returns. Its text is in the server's language.
const stalePlan = { code: '0A000', routine: 'RevalidateCachedQuery' };

/**
 * No connection was to be had: nothing was asked on it, so that whatever Postgres, a pooler or the network said (a
 * password that is being changed, a database that is being restored, too many connections) is no word on a statement.
 */
export class NoConnection extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super(`no connection to Postgres: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.code = sqlState(cause);
  }
}

/**
 * Whether the error says that Postgres cannot serve this now (it is gone, going, full or read-only), rather than that
 * the statement is wrong. What failed with it may be tried again; it is never a reason to give up a fact or a request
 * for good.
 */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof NoConnection) return true;
  const code = sqlState(error);
  if (code !== undefined && (gone.test(code) || cannotWrite.test(code))) return true;
  return isBusy(error) || isStale(error) || (error instanceof Error && goneText.test(error.message));
}

/** Whether Postgres is there and takes no writes: its disk is full, or it is read-only. */
export function takesNoWrites(error: unknown): boolean {
  return cannotWrite.test(sqlState(error) ?? '') && !gone.test(sqlState(error) ?? '');
}

/** Whether somebody else held a row's lock for longer than {@link lockTimeoutMs}. */
export function isBusy(error: unknown): boolean {
  return sqlState(error) === '55P03';
}

/** Whether a connection that met this error is not to be used again: the server behind it may be another by now. */
export function endsConnection(error: unknown): boolean {
  return isUnreachable(error) && !isBusy(error) && sqlState(error) !== '57014';
}

/** Whether Postgres chose this transaction to end a conflict with another one. */
export function isConflict(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001';
}

/** Whether the transaction had failed before this statement: the error before it is the one that explains. */
export function isConsequence(error: unknown): boolean {
  return sqlState(error) === '25P02';
}

function isStale(error: unknown): boolean {
  return sqlState(error) === stalePlan.code && field(error, 'routine') === stalePlan.routine;
}
