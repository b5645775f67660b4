import { ended, spawnDependent } from '@rejoin/servers';
import { join } from 'node:path';
import type { Findings } from './findings';
import { ours } from './leftovers';

/**
 * Plays `npm run bench:races` with fewer windows: a return, an expiry and an end in the same milliseconds.
 */
export async function playRaces(
  windows: number,
  findings: Findings,
  tell: (line: string) => void,
): Promise<string> {
  const main = join(__dirname, '../../bench/races/main.js');
  const child = ours(
    spawnDependent(process.execPath, [main, String(windows), '3'], {
      deathSignal: 'SIGTERM',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const how = await ended(child);
  const lines = said.trim().split('\n');
  for (const line of lines) tell(line);
  const last = lines.at(-1) ?? '';
  findings.add(
    'each race around a deadline has exactly one winner',
    how === 'exit 0' ? [] : [`${how}: ${last}`],
  );
  return lines[0] ?? '';
}
