import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportProgress } from './nats-binary';

const version = '2.12.15';

/** The checksums that nats-io/nats-docker publishes. */
const sha256: Partial<Record<string, string>> = {
  'linux-amd64': '58ab8131f819263897e2fc38e503e1b755b63bcafeecc7d12582487df48ca15e',
  'linux-arm64': 'b724db99fefbf8f5c808baa82819ee50350aee9734017e4a478f7e545cef3ab6',
};

const connectMs = 4_000;
const downloadMs = 120_000;

/** Downloads the official release. It fails within seconds on a network that blocks the download. */
export async function officialNats(folder: string, report: ReportProgress): Promise<string> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const expected = sha256[platform];
  if (expected === undefined) throw new Error(`no official release is pinned for ${platform}`);
  const name = `nats-server-v${version}-${platform}`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${version}/${name}.tar.gz`;

  report(`downloading nats-server ${version} from github.com ...`);
  const bytes = await download(url);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected) throw new Error(`${url} has SHA-256 ${actual}, expected ${expected}`);

  const archive = join(folder, 'nats-server.tar.gz');
  writeFileSync(archive, bytes);
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar could not unpack ${archive}: ${stderr}`);
  return join(folder, name, 'nats-server');
}

async function download(url: string): Promise<Buffer> {
  const abort = new AbortController();
  const connectTimer = setTimeout(() => {
    abort.abort(new Error(`no answer in ${connectMs / 1000} s`));
  }, connectMs);
  try {
    const response = await fetch(url, { signal: abort.signal });
    clearTimeout(connectTimer);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const whole = setTimeout(() => {
      abort.abort(new Error(`not complete after ${downloadMs / 1000} s`));
    }, downloadMs);
    return Buffer.from(
      await response.arrayBuffer().finally(() => {
        clearTimeout(whole);
      }),
    );
  } catch (error) {
    throw new Error(`${url}: ${reason(error)}`, { cause: error });
  } finally {
    clearTimeout(connectTimer);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
