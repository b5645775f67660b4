import {
  FieldError,
  jsonSchemaOf,
  refusals,
  Scope,
  successOf,
  type RefusalName,
  type Route,
} from '@rejoin/contracts';
import type { z } from 'zod';
import { statusOf } from './problem';

/** The part of a service's document that is not made from its routes. */
export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly server: string;
  /** The description of each group of operations, by the first word of its path. */
  readonly tags: Readonly<Record<string, string>>;
  /** The address where service accounts get their tokens. */
  readonly tokenUrl: string;
}

/** Makes the OpenAPI 3.1 document of a service from the routes that it serves. */
export function openApiOf(routes: readonly Route[], about: ApiDescription): object {
  const schemas: Schemas = { Problem: problemSchema };
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: about.title,
      version: '1',
      description: about.description,
      contact: { name: 'Rejoin', url: 'https://rejoin.dev' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: about.server }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name, description: about.tags[name] })),
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        serviceAccount: {
          type: 'oauth2',
          description: 'Config gives the tokens; put its address in place of `config.example`.',
          flows: { clientCredentials: { tokenUrl: about.tokenUrl, scopes: scopeMeanings } },
        },
      },
      schemas,
    },
  };
}

/** Operations on the same kind of resource have the same tag. */
function tagOf({ path }: Route): string {
  return path.split('/')[path.startsWith('/v1/') ? 2 : 1] ?? '';
}

const scopeMeanings = Scope.meta()?.['x-enumDescriptions'];

function scopeOf({ scope }: Route): string {
  return scope === undefined ? '' : ` Service accounts: ${scope}.`;
}

function securityOf({ scope }: Route): object[] {
  return [{ accessToken: [] }, ...(scope === undefined ? [] : [{ serviceAccount: [scope] }])];
}

function bodyOf({ oauthErrors }: Route, body: z.ZodType, schemas: Schemas): object {
  const type = oauthErrors ? 'application/x-www-form-urlencoded' : 'application/json';
  return { [type]: { schema: used(body, 'input', schemas) } };
}

function replyOf({ isPage, isCsv, reply }: Route, schemas: Schemas): object {
  const type = isPage ? 'text/html' : isCsv ? 'text/csv' : 'application/json';
  return { [type]: { schema: used(reply, 'output', schemas) } };
}

function failuresOf(route: Route): object {
  if (route.oauthErrors) return oauthFailures(route.oauthErrors);
  const page = {
    description: 'The page does not exist.',
    content: { 'text/html': { schema: { type: 'string' } } },
  };
  return { ...problemsOf(route), ...(route.isPage ? { 404: page } : {}) };
}

function oauthFailures(errors: readonly string[]): object {
  const schema = {
    type: 'object',
    required: ['error'],
    properties: { error: { enum: errors }, error_description: { type: 'string' } },
  };
  const failure = {
    description: 'An error of RFC 6749, section 5.2.',
    content: { 'application/json': { schema } },
  };
  return { 400: failure, 401: failure, 429: failure };
}

/** Schemas by name. Filled with those to which the operations refer. */
type Schemas = Record<string, object>;

function operationOf(route: Route, schemas: Schemas): object {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [tagOf(route)],
    ...(route.roles === null
      ? { security: [], description: 'Needs no sign-in.' }
      : { security: securityOf(route), description: `Roles: ${route.roles.join(', ')}.${scopeOf(route)}` }),
    parameters: parametersOf(route),
    ...(route.body ? { requestBody: { required: true, content: bodyOf(route, route.body, schemas) } } : {}),
    responses: {
      [successOf(route)]: {
        ...(route.isRedirect
          ? { description: 'A redirect.', headers: { Location: location } }
          : { description: 'Done.', content: replyOf(route, schemas) }),
        ...(route.tagged ? { headers: { ETag: etag } } : {}),
      },
      ...failuresOf(route),
      // Linters expect a success, which a redirect is not for them.
      ...(route.isRedirect ? { default: problemResponse('Every other status is a problem.') } : {}),
    },
  };
}

function parametersOf(route: Route): object[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }));
  const condition = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag that was read.',
    schema: { type: 'string' },
  };
  return [...inPath, ...inQuery, ...(['PUT', 'DELETE'].includes(route.method) ? [condition] : [])];
}

/** The refusals of a route by status. Several refusals of one status are one response that names all of them. */
function problemsOf(route: Route): Record<string, object> {
  const names: RefusalName[] = [
    ...route.refusals,
    ...(route.roles === null ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(route.path.includes(':') ? (['not-found'] as const) : []),
    ...(route.body ? (['too-large'] as const) : []),
    'unavailable',
  ];
  const byStatus = new Map<number, RefusalName[]>();
  for (const name of names) byStatus.set(statusOf(name), [...(byStatus.get(statusOf(name)) ?? []), name]);
  const responses = [...byStatus].map(([status, ofStatus]) => [
    status,
    problemResponse(ofStatus.map((name) => `\`${name}\`: ${refusals[name]}`).join(' ')),
  ]);
  return Object.fromEntries(responses) as Record<string, object>;
}

function problemResponse(description: string): object {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { description, content };
}

function operationIdOf({ method, path }: Route): string {
  return [method.toLowerCase(), ...path.split(/\W+/).filter((part) => part !== '' && part !== 'v1')].join(
    '-',
  );
}

/** Returns the schema, and moves the schemas to which it refers to the document's components. */
function used(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): object {
  const { $defs = {}, ...whole } = jsonSchema(schema, io);
  for (const [name, named] of Object.entries($defs as Schemas)) schemas[name] = componentOf(named);
  return componentOf(whole);
}

const components = '#/components/schemas/';

/** Returns the same schema with references to the document's components. */
function componentOf({ id: _id, ...schema }: { id?: unknown }): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${components}`)) as object;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...inline } = jsonSchemaOf(schema, { io });
  return inline;
}

const location = {
  description: 'Where the browser goes.',
  schema: { type: 'string', format: 'uri' },
};
const etag = { description: 'The version of the resource.', schema: { type: 'string', examples: ['"3"'] } };

const problemSchema = {
  description: 'RFC 9457 problem details.',
  type: 'object',
  required: ['type', 'title', 'status', 'name'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'The page of this problem at the same service.',
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    name: { enum: [...Object.keys(refusals), 'internal-error'] },
    detail: { type: 'string' },
    errors: {
      description: 'The fields that are wrong, as JSON pointers.',
      type: 'array',
      items: jsonSchema(FieldError, 'output'),
    },
  },
};
