import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportProgress } from './nats-binary';

/**
 * Unpacks the package of Debian or Ubuntu without installing it, which needs no root and starts no nats-server as a service
 * of the machine.
 */
export async function debianNats(folder: string, report: ReportProgress): Promise<string> {
  report('fetching nats-server with apt-get ...');
  await run('apt-get', ['download', 'nats-server'], folder).catch(async () => {
    report('fetching the list of packages first ...');
    const lists = privateLists(folder);
    await run('apt-get', [...lists, 'update'], folder);
    await run('apt-get', [...lists, 'download', 'nats-server'], folder);
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get download gave no package');
  await run('dpkg-deb', ['-x', join(folder, archive), folder], folder);
  return join(folder, 'usr', 'sbin', 'nats-server');
}

/** Returns options for separate package lists, for a user who cannot write those of the system. */
function privateLists(folder: string): string[] {
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  return ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-o', 'Debug::NoLocking=1'];
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const options = [
    '-o',
    'Acquire::http::Timeout=10',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'APT::Sandbox::User=root',
  ];
  const child = spawn(command, command === 'apt-get' ? [...options, ...args] : args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: AbortSignal.timeout(180_000),
  });
  let errorOutput = '';
  child.stderr.on('data', (chunk: Buffer) => (errorOutput = (errorOutput + chunk.toString()).slice(-2_000)));
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new Error(`${command}: ${error.message}`));
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.at(-2) ?? ''} ${args.at(-1) ?? ''}: ${errorOutput.trim()}`));
    });
  });
}
