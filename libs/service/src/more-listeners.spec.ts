import { createServer, get, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { listeningAt } from './http-server';
import { openMoreListeners, sharedAddress } from './more-listeners';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const canShare = process.platform === 'linux' && (major > 23 || (major === 22 && minor >= 12));
const crowd = 64;

describe('an HTTP server with more listeners', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(
      servers.splice(0).map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  });

  async function open(port = 0, more = true): Promise<Server> {
    const server = createServer((_, response) => response.end('here'));
    const address = await sharedAddress(listeningAt(port, '127.0.0.1'));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(address, resolve);
    });
    servers.push(server);
    if (more) await openMoreListeners(server, address);
    return server;
  }

  const portOf = (server: Server) => (server.address() as AddressInfo).port;

  /** The number of rounds of the event loop until all connections that came at once are accepted. */
  async function roundsFor(server: Server): Promise<number> {
    let taken = 0;
    server.on('connection', () => taken++);
    for (let i = 0; i < crowd; i++) sockets.push(connect(portOf(server), '127.0.0.1'));
    let rounds = 0;
    while (taken < crowd) {
      await new Promise((resolve) => setImmediate(resolve));
      rounds++;
    }
    return rounds;
  }

  (canShare ? it : it.skip)('takes a crowd in within a part of the rounds of its event loop', async () => {
    expect(await roundsFor(await open())).toBeLessThan(crowd / 2);
  });

  it('needs one round per connection without them (the twin)', async () => {
    expect(await roundsFor(await open(0, false))).toBeGreaterThanOrEqual(crowd);
  });

  it('answers each connection, at any of its listeners', async () => {
    const server = await open();
    const answers = Array.from(
      { length: crowd },
      () =>
        new Promise<string>((resolve, reject) => {
          get({ port: portOf(server), agent: false }, (response) => {
            response.setEncoding('utf8').on('data', resolve);
          }).on('error', reject);
        }),
    );
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['here']));
  });

  it('does not share its address with another service, and releases it when it closes', async () => {
    const server = await open();
    const port = portOf(server);
    await expect(open(port)).rejects.toThrow('EADDRINUSE');
    servers.pop();
    await new Promise((resolve) => server.close(resolve));
    await open(port);
  });
});
