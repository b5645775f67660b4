import { gatewayRoutes } from '@rejoin/contracts';
import type { FastifyInstance } from 'fastify';
import { GatewayFixture } from '../../gateway.fixture';

/** Returns the routes below `/v1` of a running server, from the tree that its router prints. */
function routesIn(fastify: FastifyInstance): string[] {
  const parents: string[] = [];
  return fastify
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((connection) => {
      const [, indent = '', part = '', methods = ''] =
        /^(.*?)[├└]── (\S+)(?: \((.*)\))?$/.exec(connection) ?? [];
      parents.splice(indent.length / 4, Infinity, part);
      return methods.split(', ').map((method) => `${method} ${parents.join('')}`);
    })
    .filter((route) => /^(GET|POST|PUT|PATCH|DELETE) \/(v1\/|openapi)/.test(route));
}

describe('a running gateway', () => {
  let gateway: GatewayFixture;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());

  it('answers the routes of its OpenAPI document, and no others', () => {
    const fastify = gateway.replicas[0]?.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const described = Object.values(gatewayRoutes).map(({ method, path }) => `${method} ${path}`);
    expect(routesIn(fastify).toSorted()).toEqual(described.toSorted());
  });

  it('serves that document', async () => {
    const { status, json } = await gateway.http('GET', '/openapi.json');
    expect([status, json['openapi']]).toEqual([200, '3.1.0']);
  });
});
