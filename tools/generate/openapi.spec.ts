import { allConfigRoutes, gatewayRoutes, type Route } from '@rejoin/contracts';
import Ajv2020 from 'ajv/dist/2020';
import { configOpenApi } from '../../apps/config/src/inbound/openapi';
import { gatewayOpenApi } from '../../apps/session-gateway/src/inbound/http/openapi';
import { httpRoutes, type HttpRoute } from '../../test/prove/security/routes';

interface Document {
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, object> };
}
const services: [service: HttpRoute['service'], routes: readonly Route[], makeDocument: () => object][] = [
  ['config', allConfigRoutes, configOpenApi],
  ['session-gateway', Object.values(gatewayRoutes), gatewayOpenApi],
];

// Compiling schemas takes long on a busy machine.
jest.setTimeout(30_000);

describe.each(services)('the OpenAPI document of %s', (service, routes, makeDocument) => {
  const document = makeDocument() as Document;

  it('has every route that the service declares to Nest, for the same roles, and no other', () => {
    const asText = ({ method, path, roles }: Pick<HttpRoute, 'method' | 'path' | 'roles'>) =>
      `${method} ${path} ${roles?.toSorted().join(' ') ?? 'everybody'}`;
    const declared = httpRoutes().filter((route) => route.service === service && route.method !== 'OPTIONS');
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.map(asText).toSorted()).toEqual(routes.map(asText).toSorted());
  });

  it('names every operation once', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('has a sentence for what stands together', () => {
    expect(document.tags.filter(({ description }) => !description?.endsWith('.'))).toEqual([]);
  });

  it('is made of JSON Schemas that can be used, and no reference leads nowhere', () => {
    const text = JSON.stringify(document);
    const $defs = JSON.parse(
      JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
    ) as Record<string, object>;
    for (const name of Object.keys($defs)) {
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      expect(() => ajv.compile({ $defs, $ref: `#/$defs/${name}` })).not.toThrow();
    }
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name ?? '');
    }
    expect(text).not.toContain('$defs');
  });
});
