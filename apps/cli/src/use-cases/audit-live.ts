import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { asking, lastingFindings } from '../store/audit/auditor';
import { CommandFailure, exitCodes } from '../failure';
import { notInPostgres } from '../store/audit/promises';
import { countFacts, schemas, watermarksOf, type Watermarks } from '../store/audit/watermarks';

const State = z.partialRecord(z.enum(schemas), z.int().min(0));

/** The result of one audit of a running system. */
export interface LiveAudit {
  readonly findings: ReadonlyMap<string, readonly string[]>;
  /** The number of facts after the watermark. */
  readonly facts: number;
  readonly seconds: number;
}

/**
 * Audits a system in use. With a state file it checks what has changed since the last audit that found
 * nothing, and stores its progress. That is cheap enough for every minute.
 */
export async function auditLive(
  databaseUrl: string,
  stateFile?: string,
  /** A finding that disappears within this time was work in flight. */
  lastsMs = 15_000,
): Promise<LiveAudit> {
  const begun = performance.now();
  const since = stateFile === undefined ? {} : watermarksIn(stateFile);
  // Read before the audit, so that rows that arrive during the audit are checked again.
  const reached = await asking(databaseUrl, watermarksOf);
  const facts = await asking(databaseUrl, (sql) => countFacts(sql, since));
  const findings = await lastingFindings(databaseUrl, since, lastsMs);
  const isClean = [...findings.values()].every((found) => found.length === 0);
  // The watermark stays while there are findings, so that they are reported until they are repaired.
  if (stateFile !== undefined && isClean) replaceFile(stateFile, `${JSON.stringify(reached)}\n`);
  return { findings, facts, seconds: (performance.now() - begun) / 1000 };
}

/** The lines of the report. The last one is the summary. */
export function linesOf({ findings, facts, seconds }: LiveAudit): string[] {
  const holding = [...findings.values()].filter((found) => found.length === 0).length;
  return [
    ...[...findings].flatMap(([promise, found]) => [
      `${found.length === 0 ? 'holds ' : 'BROKEN'}  ${promise} (${found.length} findings)`,
      ...found.map((one) => `          ${one}`),
    ]),
    '',
    'not checked, because Postgres alone cannot show it:',
    ...notInPostgres.map((one) => `  ${one}`),
    '',
    `audit: ${holding} of ${findings.size} promises hold, ${facts} facts checked in ${seconds.toFixed(1)} s`,
  ];
}

export function watermarksIn(stateFile: string): Watermarks {
  if (!existsSync(stateFile)) return {};
  const text = ofFile(stateFile, 'read', () => readFileSync(stateFile, 'utf8'));
  const state = State.safeParse(parsed(text));
  if (!state.success)
    throw new CommandFailure(
      exitCodes.usage,
      `${stateFile} is not the state of an audit`,
      'Remove it to check everything again.',
    );
  return state.data;
}

/** Undefined for a text that is not JSON, such as that of a file that was cut off. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Replaces the file at once, so that a process that is killed leaves the old or the new one. */
function replaceFile(file: string, text: string): void {
  const next = `${file}.${randomBytes(6).toString('hex')}`;
  ofFile(file, 'written', () => {
    writeFileSync(next, text, { flag: 'wx', mode: 0o600 });
    renameSync(next, file);
  });
}

function ofFile<T>(file: string, what: 'read' | 'written', work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CommandFailure(
      exitCodes.usage,
      `${file} cannot be ${what} (${(error as Error).message})`,
      'Name a file in a folder where the command may write.',
    );
  }
}
