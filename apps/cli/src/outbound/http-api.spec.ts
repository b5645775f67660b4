import { configRoutes, gatewayRoutes } from '@rejoin/contracts';
import { exitCodes, failureOf } from '../failure';
import { HttpApi } from './http-api';

describe('the HTTP API of a service', () => {
  let requests: string[];
  let bodies: unknown[];
  let responses: Response[];
  const api = HttpApi.anonymous('http://service');

  beforeEach(() => {
    [requests, bodies, responses] = [[], [], []];
    jest.spyOn(globalThis, 'fetch').mockImplementation((url, { method = '', body } = {}) => {
      requests.push(`${method} ${(url as string).replace('http://service', '')}`);
      bodies.push(typeof body === 'string' ? JSON.parse(body) : undefined);
      const response = responses.shift();
      return response ? Promise.resolve(response) : Promise.reject(new TypeError('fetch failed'));
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const failure = () =>
    api.send(gatewayRoutes.revokeLinks, { of: ['a/b'], body: {} }).then(undefined, failureOf);

  it('is called at the path of a route, with encoded parameters', async () => {
    responses = [Response.json({ revoked: 2 })];
    expect(await api.send(gatewayRoutes.revokeLinks, { of: ['a/b'], body: {} })).toEqual({ revoked: 2 });
    expect(requests).toEqual(['POST /v1/supervisor/conversations/a%2Fb/revoke-links']);
  });

  it('reads a list to its end, also one that is requested with a body', async () => {
    const pages = () => [
      Response.json({ items: [1], nextCursor: 'more' }),
      Response.json({ items: [2], nextCursor: null }),
    ];
    responses = [...pages(), ...pages()];
    expect(await api.all(configRoutes.accounts.list, 'items')).toEqual([1, 2]);
    const body = { customer: { conversationId: 'c1' } };
    expect(await api.all(gatewayRoutes.customerConversations, 'items', { body })).toEqual([1, 2]);
    expect(requests.slice(0, 2)).toEqual([
      'GET /v1/accounts?limit=100',
      'GET /v1/accounts?cursor=more&limit=100',
    ]);
    expect(bodies.slice(2)).toEqual([
      { ...body, limit: 100 },
      { ...body, cursor: 'more', limit: 100 },
    ]);
  });

  it('tells which fields are wrong', async () => {
    const errors = [{ field: '/name', code: 'too-long', message: 'is too long' }];
    responses = [Response.json({ name: 'invalid', title: 'A field is wrong.', errors }, { status: 400 })];
    expect(await failure()).toMatchObject({
      exitCode: exitCodes.refused,
      what: 'A field is wrong (invalid): /name: is too long',
      remedy: 'See /problems/invalid of the service.',
      refusal: 'invalid',
    });
  });

  it('cannot be reached when a proxy answers instead, the service has an error, or nothing answers', async () => {
    responses = [
      new Response('<html>', { status: 502 }),
      new Response('<html>', { status: 404 }),
      Response.json({ errors: { base: ['denied'] } }, { status: 403 }),
      Response.json({ name: 'forbidden', errors: [null] }, { status: 403 }),
      Response.json({ name: 'internal-error', title: 'Something went wrong.' }, { status: 500 }),
    ];
    const what = [
      'HTTP 502 (unavailable)',
      ...[404, 403, 403].map((status) => `HTTP ${status} from service, without a reason`),
      'Something went wrong (unavailable)',
      expect.any(String),
    ];
    for (const one of what)
      expect(await failure()).toMatchObject({ exitCode: exitCodes.unreachable, what: one });
  });
});
