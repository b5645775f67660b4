import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as crypto from 'node:crypto';
import { createServer } from 'node:net';
import { freePort, isFree } from './free-port';

jest.mock('node:crypto', () => ({
  ...jest.requireActual<typeof crypto>('node:crypto'),
  randomInt: jest.fn(),
}));

/** Whether no server has the port, and no other test of the run has reserved it. */
async function isUnused(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
    return await isFree(port);
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

describe('a free port', () => {
  const { randomInt } = jest.requireActual<typeof crypto>('node:crypto');
  const draws = (...ports: number[]) => {
    const drawn = jest.mocked(crypto.randomInt as (min: number, max: number) => number);
    drawn.mockReset();
    for (const port of ports) drawn.mockReturnValueOnce(port);
  };
  let port: number;
  beforeEach(async () => {
    do port = randomInt(12_000, 31_999);
    while (!(await isUnused(port)) || !(await isUnused(port + 1)));
  });

  it('is given once, although its server does not listen yet', async () => {
    draws(port, port, port + 1);
    expect([await freePort(), await freePort()]).toEqual([port, port + 1]);
    expect(await isFree(port)).toBe(true);
  });

  it('is not one that another process was given', async () => {
    const other = createSocket('udp4').bind({ port, address: '127.0.0.1', exclusive: true });
    await once(other, 'listening');
    draws(port, port + 1);
    expect(await freePort()).toBe(port + 1);
    other.close();
  });

  it('is not one on which a server listens', async () => {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    draws(port, port + 1);
    expect(await freePort()).toBe(port + 1);
    server.close();
  });
});
