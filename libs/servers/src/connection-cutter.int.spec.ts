import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from '@rejoin/testing';
import { ConnectionCutter } from './connection-cutter';

describe('a connection cutter', () => {
  let server: Server;
  let line: ConnectionCutter;
  let served: Socket[];
  let received: string;

  beforeEach(async () => {
    served = [];
    received = '';
    server = createServer((socket) => {
      served.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        received += bytes.toString();
        socket.write(`echo ${bytes.toString()}`);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    line = await ConnectionCutter.before(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    await line.close();
    for (const socket of served) socket.destroy();
    server.close();
  });

  async function client(): Promise<{ socket: Socket; heard: () => string; closed: () => boolean }> {
    const socket = connect(line.port, '127.0.0.1');
    let heard = '';
    let closed = false;
    socket.on('data', (bytes) => (heard += bytes.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => (closed = true));
    await once(socket, 'connect');
    return { socket, heard: () => heard, closed: () => closed };
  }

  it('forwards both directions while it is whole', async () => {
    const { socket, heard } = await client();
    socket.write('hello');
    await eventually(() => heard() === 'echo hello');
    socket.destroy();
  });

  it('closes the other side when one side ends', async () => {
    const { closed } = await client();
    await eventually(() => served.length === 1);
    served[0]!.destroy();
    await eventually(closed);
  });

  it('closes existing connections when dropped, and accepts the next one', async () => {
    const first = await client();
    line.drop();
    await eventually(first.closed);
    const second = await client();
    second.socket.write('again');
    await eventually(() => second.heard() === 'echo again');
    second.socket.destroy();
  });

  it('accepts no connection while cut, until restored', async () => {
    line.cut();
    const refused = await client();
    await eventually(refused.closed);
    line.restore();
    const taken = await client();
    taken.socket.write('back');
    await eventually(() => taken.heard() === 'echo back');
    taken.socket.destroy();
  });

  it('delivers all bytes later, in pieces and in order, while it is slow', async () => {
    const pieces: string[] = [];
    const { socket, heard } = await client();
    socket.on('data', (bytes) => pieces.push(bytes.toString()));
    line.slow({ ms: 60, pieces: 4 });
    const begun = performance.now();
    socket.write('0123456789');
    await eventually(() => heard().length > 0);
    expect(performance.now() - begun).toBeGreaterThan(100);
    line.restore();
    socket.write('end');
    await eventually(() => received === '0123456789end');
    await eventually(() => heard().endsWith('echo end'));
    expect(pieces.length).toBeGreaterThan(2);
    expect(heard().replaceAll('echo ', '')).toBe('0123456789end');
    socket.destroy();
  });

  it('forwards the end of a stream after the bytes before it', async () => {
    const { socket } = await client();
    line.slow({ ms: 60, pieces: 2 });
    socket.end('last words');
    await eventually(() => received === 'last words');
  });

  it('ends one direction towards one side only', async () => {
    const { socket, heard } = await client();
    await eventually(() => served.length === 1);
    let ended = false;
    served[0]!.on('end', () => (ended = true));
    line.halfClose('server');
    await eventually(() => ended);
    socket.write('nobody reads this');
    // The server's side closes by itself after the end, as most do.
    await eventually(() => socket.destroyed || socket.readableEnded);
    expect(heard()).toBe('');
  });

  it('gives both sides an error when it is reset', async () => {
    const { socket } = await client();
    await eventually(() => served.length === 1);
    const errors: string[] = [];
    for (const one of [socket, served[0]!])
      one.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
    line.reset();
    await eventually(() => errors.length === 2);
    expect(errors).toEqual(['ECONNRESET', 'ECONNRESET']);
  });

  it('gives neither side an error while silent, and delivers the bytes when restored', async () => {
    const silent = await client();
    silent.socket.write('one');
    await eventually(() => silent.heard() === 'echo one');

    line.silence();
    silent.socket.write('two');
    const other = await client();
    other.socket.write('three');
    // Twice through the event loop of both sockets: an open line would have answered by then.
    await probeRoundTrip(server);
    expect(received).toBe('one');
    expect(silent.closed()).toBe(false);

    line.restore();
    await eventually(() => silent.heard() === 'echo oneecho two');
    await eventually(() => other.heard() === 'echo three');
    silent.socket.destroy();
    other.socket.destroy();
  });

  it("does not forward the server's end to the client while silent", async () => {
    const { closed, socket } = await client();
    await eventually(() => served.length === 1);
    line.silence();
    served[0]!.destroy();
    await probeRoundTrip(server);
    expect(closed()).toBe(false);
    expect(socket.writable).toBe(true);
    line.restore();
    await eventually(closed);
  });

  /** A request and its answer on a line of their own to the same server. */
  async function probeRoundTrip(to: Server): Promise<void> {
    for (let i = 0; i < 3; i++) {
      const socket = connect((to.address() as AddressInfo).port, '127.0.0.1');
      socket.write('');
      await once(socket, 'connect');
      socket.destroy();
      await once(socket, 'close');
    }
  }
});
