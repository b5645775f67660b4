import { Problem } from '@rejoin/service';
import { ConfigEnvironment } from '../config.environment';
import { OpenApiHttp } from './openapi.http';
import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configOpenApi } from './openapi';
import { routes } from './routes';

const committed = join(__dirname, '../../../../docs/generated/openapi-config.json');

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, object> };
}

// Keys, hashes and compiled schemas take their time on a busy machine.
jest.setTimeout(30_000);

describe('the OpenAPI document', () => {
  const document = configOpenApi() as Document;

  it('is committed as it is served', () => {
    expect(JSON.parse(readFileSync(committed, 'utf8'))).toEqual(document);
  });

  it('names every operation once', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
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

describe('the API document over HTTP', () => {
  const served = (switched: string) => {
    const environment = ConfigEnvironment.parse({
      REJOIN_TOKEN_PRIVATE_KEY: 'a2V5',
      REJOIN_TOKEN_PUBLIC_KEY: 'a2V5',
      REJOIN_API_DOCUMENTS: switched,
    });
    return () => new OpenApiHttp(environment).read();
  };

  it('is there, unless the operator switches it off', () => {
    expect(served('1')()).toEqual(configOpenApi());
    expect(served('0')).toThrow(Problem);
  });
});
