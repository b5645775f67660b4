import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AllowedHosts, fetchOutside, HostNotAllowed, isPublicAddress, postOutside } from './outside-fetch';
import type { ResolveName } from './resolve-name';

describe('the address of another system', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '2001::1',
    '2002:7f00:1::',
    'no address',
  ])('such as %s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '::ffff:8.8.8.8', '2606:4700::1111'])(
    'such as %s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('a request to the address of a setting', () => {
  let server: Server;
  let port: number;
  let asked: string[];
  let bodies: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => request.method === 'POST' && bodies.push(Buffer.concat(chunks).toString()));
      if (request.url === '/moved')
        response.writeHead(302, { location: `http://127.0.0.1:${port}/keys` }).end();
      else if (request.url === '/hanging') response.writeHead(202).write('{');
      else response.end(request.url === '/large' ? 'x'.repeat(2_000) : 'keys');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => ([asked, bodies] = [[], []]));
  afterAll(() => server.close());

  /** A resolver that returns another address each time. */
  const resolver =
    (...answers: string[]): ResolveName =>
    () => {
      const address = answers.shift();
      return address ? Promise.resolve([{ address, family: 4 }]) : Promise.reject(new Error('asked again'));
    };

  const read = (host: string, path: string, allowed: string[], resolve?: ResolveName) =>
    fetchOutside(new URL(`http://${host}:${port}${path}`), {
      allowed: new AllowedHosts(allowed),
      signal: AbortSignal.timeout(20_000),
      maxBytes: 1_000,
      ...(resolve ? { resolve } : {}),
    });

  it.each(['127.0.0.1', 'localhost', '2130706433', '[::1]', '[::ffff:127.0.0.1]'])(
    'is not sent to %s',
    async (host) => {
      await expect(read(host, '/keys', ['10.0.0.0/8', 'other.example'])).rejects.toThrow(HostNotAllowed);
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.0/8'],
    ['LOCALHOST', 'localhost'],
    ['localhost', 'LocalHost'],
  ])('is sent to %s when %s is allowed', async (host, allowed) => {
    const resolve = host.toLowerCase() === 'localhost' ? resolver('127.0.0.1') : undefined;
    expect(await read(host, '/keys', [allowed], resolve)).toEqual({ status: 200, body: 'keys' });
  });

  it('is checked by the addresses of its name, and sent to the checked address only', async () => {
    await expect(read('keys.example', '/keys', [], resolver('127.0.0.1'))).rejects.toThrow(HostNotAllowed);
    const once = resolver('127.0.0.1', '10.0.0.1');
    expect((await read('keys.example', '/keys', ['127.0.0.0/8'], once)).body).toBe('keys');
    expect(asked).toEqual(['/keys']);
  });

  it('follows no redirect, and reads no answer beyond its maximum size', async () => {
    expect(await read('127.0.0.1', '/moved', ['127.0.0.1'])).toMatchObject({ status: 302 });
    expect(asked).toEqual(['/moved']);
    await expect(read('127.0.0.1', '/large', ['127.0.0.1'])).rejects.toThrow('larger than 1000');
  });

  const post = (host: string, path: string, allowed: string[], resolve?: ResolveName) =>
    postOutside(
      new URL(`http://${host}:${port}${path}`),
      {
        allowed: new AllowedHosts(allowed),
        signal: AbortSignal.timeout(20_000),
        ...(resolve ? { resolve } : {}),
      },
      { headers: { 'x-test': 'yes' }, body: 'grüße' },
    );

  it('is sent to the checked address only when it posts a body, and nowhere else', async () => {
    const rebound = resolver('10.9.9.9', '127.0.0.1');
    await expect(post('hook.example', '/hook', ['127.0.0.0/8'], rebound)).rejects.toThrow(HostNotAllowed);
    await expect(post('127.0.0.1', '/hook', [])).rejects.toThrow(HostNotAllowed);
    expect(asked).toEqual([]);
    expect(await post('hook.example', '/hook', ['127.0.0.0/8'], resolver('127.0.0.1'))).toBe(200);
    expect(await post('127.0.0.1', '/moved', ['127.0.0.1'])).toBe(302);
    expect(await post('127.0.0.1', '/large', ['127.0.0.1'])).toBe(200);
    expect(asked).toEqual(['/hook', '/moved', '/large']);
    expect(bodies).toEqual(Array(3).fill('grüße'));
  });

  it('resolves with the status although the body never ends', async () => {
    const begun = performance.now();
    expect(await post('127.0.0.1', '/hanging', ['127.0.0.1'])).toBe(202);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('uses the system to resolve names that the operator has listed, and DNS for others', async () => {
    const kinds: boolean[] = [];
    const noting: ResolveName = (_, isLocal) => {
      kinds.push(isLocal);
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    for (const allowed of ['Hook.example', '127.0.0.0/8'])
      expect(await post('hook.example', '/hook', [allowed], noting)).toBe(200);
    expect(kinds).toEqual([true, false]);
  });
});

describe('an allowed host', () => {
  it.each(['http://crm.internal/', 'http://CRM.internal:8080/', 'http://10.1.2.3/', 'http://[fd00::1]/'])(
    'is known: %s',
    (url) => {
      const allowed = new AllowedHosts(['crm.internal', '10.0.0.0/8', 'fd00::/8']);
      expect(allowed.names(new URL(url))).toBe(true);
      expect(new AllowedHosts([]).names(new URL(url))).toBe(false);
    },
  );
});
