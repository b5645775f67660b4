import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs a package as root on Debian or Ubuntu. Returns why it failed, or an empty text. */
export async function installPackage(name: string): Promise<string> {
  const refusal = whyNotInstallable();
  if (refusal !== undefined) return refusal;
  if ((await installKnownPackage(name)) === '') return '';
  return (await aptGet(['update'])) ?? (await installKnownPackage(name));
}

/** Installs a package as root if apt-get knows it without updating its lists. Returns why it failed, or an empty text. */
export async function installKnownPackage(name: string): Promise<string> {
  return (await aptGet(['install', '-y', '--no-install-recommends', name])) ?? '';
}

/** Returns why packages cannot be installed here, or undefined if they can. */
export function whyNotInstallable(): string | undefined {
  if (process.getuid?.() !== 0) return 'installing it needs root';
  return existsSync('/usr/bin/apt-get') ? undefined : 'there is no apt-get';
}

async function aptGet(args: readonly string[]): Promise<string | undefined> {
  const options = [
    '-q',
    '-o',
    'Acquire::http::Timeout=10',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'DPkg::Lock::Timeout=60',
  ];
  const child = spawn('apt-get', [...options, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: AbortSignal.timeout(300_000),
  });
  let errorOutput = '';
  child.stderr.on('data', (chunk: Buffer) => (errorOutput = (errorOutput + chunk.toString()).slice(-500)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) =>
      resolve(code === 0 ? undefined : errorOutput.trim() || `apt-get ended with ${code}`),
    );
  });
}
