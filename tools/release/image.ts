import { execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';

const run = promisify(execFile);
const answerWithinMs = 20_000;

/** Whether `docker` is there, with an engine that answers. */
export async function hasEngine(): Promise<boolean> {
  return run('docker', ['info'], { timeout: answerWithinMs }).then(
    () => true,
    () => false,
  );
}

/** Builds the image from the packed source of a release, as its operators would. */
export async function buildImage(source: string, image: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-image-'));
  // As docker-compose.yml: where an engine has no network of its own for builds.
  const network = process.env['REJOIN_BUILD_NETWORK'];
  try {
    await run('tar', ['-xzf', source, '-C', folder, '--strip-components', '1']);
    const args = ['build', '--quiet', ...(network ? ['--network', network] : []), '--tag', image, folder];
    await run('docker', args, { maxBuffer: 64 * 1024 * 1024 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes an image into a file that `docker load` and `podman load` read: an archive in the layout of OCI, compressed. */
export async function saveImage(image: string, file: string): Promise<void> {
  const saving = spawn('docker', ['save', image], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) => {
    saving.once('error', reject);
    saving.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`docker save ${image} ended with ${String(code)}`));
    });
  });
  await Promise.all([pipeline(saving.stdout, createGzip({ level: 3 }), createWriteStream(file)), ended]);
}
