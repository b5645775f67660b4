import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { say } from './say';

const pollMs = 2_000;
const linesAtOnce = 5;
const pinoError = 50;
const Line = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

/** Prints the errors that a service writes to its log from now on. Returns a function that stops it. */
export function showErrors(name: string, file: string): () => void {
  const log = openSync(file, 'a+');
  let seen = fstatSync(log).size;
  let rest = '';
  const look = () => {
    const { size } = fstatSync(log);
    if (size <= seen) return;
    const bytes = Buffer.alloc(Math.min(size - seen, 1_000_000));
    readSync(log, bytes, 0, bytes.length, seen);
    seen += bytes.length;
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    const errors = lines.flatMap(errorIn);
    for (const error of errors.slice(0, linesAtOnce)) say(`  ${name}: ${error}`);
    if (errors.length > linesAtOnce) say(`  ${name}: ${errors.length - linesAtOnce} more in ${file}`);
  };
  const timer = setInterval(look, pollMs);
  return () => {
    clearInterval(timer);
    look();
    closeSync(log);
  };
}

/** The text to print for a log line: errors, and lines that are not log records (a crash). */
function errorIn(line: string): string[] {
  if (line.trim() === '') return [];
  try {
    const { level, msg, err } = Line.parse(JSON.parse(line));
    return level >= pinoError ? [[msg, err?.message].filter(Boolean).join(': ')] : [];
  } catch {
    return [line];
  }
}
