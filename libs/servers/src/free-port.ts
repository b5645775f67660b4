import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Returns a free port of 127.0.0.1, and gives it to nobody else on this machine until the process ends. It is chosen below
 * the range of ephemeral ports, so that no outgoing connection takes it before its server starts.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(12_000, 32_000);
    if ((await reserve(port)) && (await isFree(port))) return port;
  }
  throw new Error('no free port between 12000 and 32000');
}

/**
 * Reserves the port by binding the UDP port of the same number, which no server of ours uses: until its server listens,
 * and while it restarts, a port looks free to other processes. The system ends the reservation together with the process.
 * Returns false when somebody else has reserved it.
 */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref();
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch {
    socket.close();
    return false;
  }
}

/** Whether a server could listen on the port now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
