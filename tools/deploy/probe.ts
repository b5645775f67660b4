import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The health check of a service's container. Exit code 0: the service is ready. A process that three times in a row has
 * not answered, or has answered that only a restart helps, is killed, and the container's restart policy starts it again.
 */
// Not 4190: fetch of Node 24 refuses that port because it belongs to another protocol.
const url = `http://127.0.0.1:${process.env['OPS_PORT'] ?? '4191'}`;
const countFile = '/tmp/unanswered';
const patienceMs = 3_000;
const mostUnanswered = 3;

async function main(): Promise<number> {
  try {
    if (!(await ask('/health/live'))) {
      countUnanswered();
      return 1;
    }
  } catch (error) {
    // A refused connection means that the service is still starting.
    if ((error as Error).name === 'TimeoutError') countUnanswered();
    return 1;
  }
  writeFileSync(countFile, '0');
  return (await ask('/health/ready').catch(() => false)) ? 0 : 1;
}

async function ask(path: string): Promise<boolean> {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(patienceMs) });
  await response.arrayBuffer();
  return response.ok;
}

function countUnanswered(): void {
  const unanswered = readCount() + 1;
  writeFileSync(countFile, String(unanswered % mostUnanswered));
  // In a container, -1 means the processes of the service: neither this one nor the init process.
  if (unanswered >= mostUnanswered && process.env['REJOIN_CONTAINER'] === '1') process.kill(-1, 'SIGKILL');
}

function readCount(): number {
  try {
    return Number(readFileSync(countFile, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

void main().then((code) => process.exit(code));
