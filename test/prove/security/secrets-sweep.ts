import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { System } from '../system';

type Secrets = ReadonlyMap<string, string>;

/** Searches secrets in the places that must not contain them: tables, files of NATS, logs and metrics. */
export async function sweepSecrets(
  system: System,
  secrets: Secrets,
): Promise<{ places: number; found: string[] }> {
  const tables = await inTables(system.databaseUrl, secrets);
  const files = inFiles(system.folder, secrets);
  const metrics = await inMetrics(system, secrets);
  const parts = [tables, files, metrics];
  return {
    places: parts.reduce((sum, { places }) => sum + places, 0),
    found: parts.flatMap(({ found }) => found),
  };
}

async function inTables(url: string, secrets: Secrets): Promise<{ places: number; found: string[] }> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ secret: string }>(
        `select distinct secret from ${name} t cross join unnest($1::text[]) as secret where strpos(t::text, secret) > 0`,
        [[...secrets.values()]],
      );
      found.push(...rows.map(({ secret }) => `${nameIn(secrets, secret)} is in ${name}`));
    }
    return { places: tables.length, found };
  } finally {
    await client.end();
  }
}

/** Searches the logs and the files of NATS. Postgres's own files are read as tables. */
function inFiles(folder: string, secrets: Secrets): { places: number; found: string[] } {
  const files = filesIn(folder);
  return {
    places: files.length,
    found: files.flatMap((file) => secretsIn(readFileSync(file), file, secrets)),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('disk/postgres/'))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

async function inMetrics(system: System, secrets: Secrets): Promise<{ places: number; found: string[] }> {
  const found: string[] = [];
  for (const { name, process } of system.replicas) {
    const answer = await fetch(`${process.opsUrl}/metrics`);
    const text = await answer.text();
    if (!text.includes('# TYPE')) found.push(`${name} gives no metrics`);
    found.push(...secretsIn(Buffer.from(text), `the metrics of ${name}`, secrets));
  }
  return { places: system.replicas.length, found };
}

export function secretsIn(bytes: Buffer, where: string, secrets: Secrets): string[] {
  return [...secrets]
    .filter(([, secret]) => bytes.includes(secret))
    .map(([name]) => `${name} is in ${where}`);
}

function nameIn(secrets: Secrets, secret: string): string {
  return [...secrets].find(([, one]) => one === secret)?.[0] ?? 'a secret';
}
