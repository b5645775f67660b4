import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { promises } from './promises';
import type { Watermarks } from './watermarks';

const shown = 20;
/** A longer query is cancelled, because an audit must not load the database. */
const statementTimeoutMs = 30_000;

/**
 * Reads a whole system's Postgres and returns one sentence for each violated promise (the numbers are those
 * of docs/guarantees.md). Run it when no traffic is in flight, as the database's owner or as a role that may
 * read everything.
 */
export async function audit(databaseUrl: string): Promise<string[]> {
  const found = await auditEach(databaseUrl);
  return [...found].flatMap(([promise, findings]) => findings.map((finding) => `${promise}: ${finding}`));
}

/**
 * Returns at most 20 findings for each promise, and an empty list for a promise that holds. With `since` it checks
 * only what has changed since then.
 */
export async function auditEach(databaseUrl: string, since: Watermarks = {}): Promise<Map<string, string[]>> {
  return firstOf(await allFindings(databaseUrl, since));
}

function firstOf(found: ReadonlyMap<string, string[]>): Map<string, string[]> {
  return new Map([...found].map(([promise, findings]) => [promise, findings.slice(0, shown)]));
}

async function allFindings(databaseUrl: string, since: Watermarks): Promise<Map<string, string[]>> {
  return asking(databaseUrl, async (sql) => {
    await sql.query(`set default_transaction_read_only = on; set statement_timeout = ${statementTimeoutMs}`);
    const found = new Map<string, string[]>();
    for (const { name, query } of promises) {
      const { rows } = await sql.query<{ finding: string }>(query(since));
      found.set(
        name,
        rows.map(({ finding }) => finding),
      );
    }
    return found;
  });
}

/**
 * For a system in use, which always has work in flight: returns the findings that remain after some seconds, at most 20 for
 * each promise.
 */
export async function lastingFindings(
  databaseUrl: string,
  since: Watermarks,
  lastsMs: number,
): Promise<Map<string, string[]>> {
  const found = await allFindings(databaseUrl, since);
  const end = performance.now() + lastsMs;
  while ([...found.values()].some((findings) => findings.length > 0) && performance.now() < end) {
    await pause(1_000);
    const again = await allFindings(databaseUrl, since);
    for (const [promise, findings] of found) {
      const still = new Set(again.get(promise));
      found.set(
        promise,
        findings.filter((finding) => still.has(finding)),
      );
    }
  }
  return firstOf(found);
}

/**
 * Breaks each promise by hand, runs its query and rolls back. Returns the promises whose violation the
 * auditor does not find. It needs the owner of a database that is not in use.
 */
export async function unseenBy(databaseUrl: string): Promise<string[]> {
  return asking(databaseUrl, async (sql) => {
    const unseen: string[] = [];
    for (const { name, query, breaks } of promises) {
      await sql.query('begin');
      try {
        const before = new Set(
          (await sql.query<{ finding: string }>(query({}))).rows.map(({ finding }) => finding),
        );
        await sql.query(breaks);
        const { rows } = await sql.query<{ finding: string }>(query({}));
        if (rows.every(({ finding }) => before.has(finding)))
          unseen.push(`${name}: was broken by hand and not found`);
      } catch (error) {
        unseen.push(`${name}: it could not be broken by hand: ${String(error)}`);
      } finally {
        await sql.query('rollback');
      }
    }
    return unseen;
  });
}

export async function asking<T>(databaseUrl: string, work: (sql: Client) => Promise<T>): Promise<T> {
  const sql = new Client({
    connectionString: databaseUrl,
    application_name: 'rejoin-audit',
    connectionTimeoutMillis: 5_000,
    query_timeout: statementTimeoutMs + 5_000,
  });
  sql.on('error', () => undefined);
  await sql.connect();
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
