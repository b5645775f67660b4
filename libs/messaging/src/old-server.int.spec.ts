import { createServer, type Socket } from 'node:net';
import { freePort } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { Bus } from './bus';

/** Says of itself what such a nats-server says, and answers pings. Returns how to end it. */
async function speakAs(version: string, port: number, maxPayload = 1_048_576): Promise<() => Promise<void>> {
  const info = JSON.stringify({ server_id: 'N', version, proto: 1, headers: true, max_payload: maxPayload });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(`INFO ${info}\r\n`);
    socket.on('data', (chunk) => {
      for (const _ping of chunk.toString().matchAll(/PING\r\n/g)) socket.write('PONG\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}

describe('a service with a nats-server that is too old', () => {
  it('does not use it, says so with the remedy, and uses the newer one that replaces it', async () => {
    const port = await freePort();
    let end = await speakAs('2.8.4', port);
    const alarms: object[] = [];
    const connected: string[] = [];
    const log = {
      info: (_fields: object, message: string) => void connected.push(message),
      warn: () => undefined,
      error: (fields: object) => void alarms.push(fields),
    };
    const bus = new Bus({ url: `nats://127.0.0.1:${port}`, name: 'own', log });
    try {
      await eventually(() =>
        expect(alarms).toEqual([
          {
            alarm: 'nats-unavailable',
            reason: 'nats-server 2.8.4 is too old',
            remedy: 'Upgrade to nats-server 2.9 or later; nothing was lost.',
          },
        ]),
      );
      expect(bus.trouble).toBe('nats-server 2.8.4 is too old');
      expect(connected).toEqual([]);
      await end();
      end = await speakAs('2.9.0', port);
      await eventually(() => expect(bus.isConnected).toBe(true));
      expect(connected[0]).toBe('connected to NATS');
    } finally {
      await bus.close();
      await end();
    }
  });

  it('says that a newer one takes small messages only, and uses it', async () => {
    const port = await freePort();
    const warned = async (maxPayload: number) => {
      const end = await speakAs('2.12.0', port, maxPayload);
      const warnings: object[] = [];
      const ignore = () => undefined;
      const log = { info: ignore, error: ignore, warn: (fields: object) => void warnings.push(fields) };
      const bus = new Bus({ url: `nats://127.0.0.1:${port}`, name: 'own', log });
      try {
        await eventually(() => expect(bus.isConnected).toBe(true));
      } finally {
        await bus.close();
        await end();
      }
      return warnings;
    };
    const remedy = 'Set max_payload of nats-server to 1MB, its default, or more.';
    expect(await warned(65_536)).toEqual([{ bytes: 65_536, remedy }]);
    expect(await warned(1_048_576)).toEqual([]);
  });
});
