import { eventually } from '@rejoin/testing';
import type { FastifyInstance } from 'fastify';
import { spawnSync } from 'node:child_process';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { listeningAt, openHttpServer } from './http-server';

/** A raw request, which can break the rules of HTTP. */
interface RawRequest {
  readonly socket: Socket;
  answer: string;
  ended: boolean;
}

describe('the HTTP server of a service', () => {
  let fastify: FastifyInstance;
  let hasty: FastifyInstance;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    [fastify, hasty] = [await open(), await open(1)];
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await fastify.close();
    await hasty.close();
  });

  async function open(requestSeconds?: number): Promise<FastifyInstance> {
    const opened: FastifyInstance = openHttpServer([], requestSeconds).adapter.getInstance();
    opened.post('/echo', (request) => ({ body: request.body }));
    opened.get('/page', (_, reply) => reply.header('Content-Type', 'text/html').send('<p>'));
    opened.get('/kept', (_, reply) => reply.header('Cache-Control', 'max-age=60').send({}));
    await opened.listen(listeningAt(0, '127.0.0.1'));
    return opened;
  }

  function send(text: string, { to = fastify, localAddress = '127.0.0.1' } = {}): RawRequest {
    const { port } = to.server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    sockets.push(socket);
    const request: RawRequest = { socket, answer: '', ended: false };
    socket.on('data', (data) => (request.answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => (request.ended = true));
    socket.write(text);
    return request;
  }

  const post = (length: number | 'chunked') =>
    `POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${
      length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`
    }\r\n\r\n`;

  it.each([
    ['the body arrives', `${post(100)}{`, ' '],
    ['a chunked body arrives', `${post('chunked')}1\r\n{\r\n`, '1\r\n \r\n'],
    ['the headers arrive', 'GET /page HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'x'],
    ['nothing arrives', '', ''],
  ])('answers 408 to a request of which %s too slowly', async (_, begin, drop) => {
    const request = send(begin, { to: hasty });
    const drip = setInterval(() => request.socket.write(drop), 200);
    await eventually(() => request.ended, { timeout: 15_000 });
    clearInterval(drip);
    expect(request.answer).toMatch(/^HTTP\/1.1 408 /);
    expect(request.answer).toContain('application/problem+json');
  });

  it('keeps an idle connection for longer than it announces', async () => {
    const request = send('GET /kept HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => request.answer.endsWith('{}'));
    const [announced, ...others] = [...request.answer.matchAll(/^keep-alive: timeout=(\d+)\r$/gim)];
    expect(others).toEqual([]);
    expect(fastify.server.keepAliveTimeout).toBeGreaterThan(Number(announced?.[1]) * 1_000 + 10_000);
  });

  it('accepts every connection that arrives while it is busy', () => {
    const { port } = fastify.server.address() as AddressInfo;
    const crowd = 1_500;
    const program = `
      const { connect } = require('node:net');
      let connected = 0;
      setTimeout(() => { console.log(connected); process.exit(); }, 3_000);
      for (let i = 0; i < ${crowd}; i++)
        connect({ port: ${port}, host: '127.0.0.1' }).on('error', () => {}).on('connect', () => {
          if (++connected === ${crowd}) { console.log(connected); process.exit(); }
        });`;
    // This process, and the server in it, is blocked until the program has ended.
    const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
    expect(Number(stdout)).toBe(crowd);
  });

  it('keeps a hundred unfinished bodies of an address, then refuses its oldest one and none of another address', async () => {
    const neighbour = send(`${post(2)}{`, { localAddress: '127.0.0.2' });
    const first = send(`${post(10)}{`);
    const others = Array.from({ length: 100 }, () => send(`${post(10)}{`));
    await eventually(() =>
      expect(first.answer + others.map(({ answer }) => answer).join('')).toMatch(/ 429 /),
    );
    neighbour.socket.write('}');
    await eventually(() => expect(neighbour.answer).toMatch(/^HTTP\/1.1 200 /));
    const refused = [first, ...others].filter(({ answer }) => answer.startsWith('HTTP/1.1 429'));
    expect(refused).toHaveLength(1);
    expect(refused[0]?.answer).toContain('Retry-After: 1');
    for (const { socket } of [first, ...others]) socket.destroy();
  });

  it('tells browsers not to guess content types, and caches to store no data', async () => {
    const [page, kept, data, lost, broken] = [
      await fastify.inject('/page'),
      await fastify.inject('/kept'),
      await fastify.inject({ method: 'POST', url: '/echo', payload: {} }),
      await fastify.inject('/nowhere'),
      await fastify.inject({
        method: 'POST',
        url: '/echo',
        headers: { 'content-type': 'application/json' },
        payload: '{',
      }),
    ];
    for (const { headers } of [page, kept, data, lost, broken]) {
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
    expect([page, kept, data, lost, broken].map(({ headers }) => headers['cache-control'])).toEqual([
      undefined,
      'max-age=60',
      'no-store',
      'no-store',
      'no-store',
    ]);
    const nonsense = send('nonsense\r\n\r\n');
    await eventually(() => expect(nonsense.answer).toMatch(/^HTTP\/1.1 400 [\s\S]*nosniff/));
  });
});
