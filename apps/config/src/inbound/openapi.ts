import { jsonSchemaOf, refusals, Scope, type RefusalName } from '@rejoin/contracts';
import { statusOf } from '@rejoin/service';
import type { z } from 'zod';
import { oauthErrors } from '../domain/client-credentials';
import { routes, successOf, type Route } from './routes';

/** The OpenAPI 3.1 document of config's HTTP door, made from the routes that it serves. */
export function configOpenApi(): object {
  const schemas: Schemas = { Problem: problemSchema };
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rejoin config',
      version: '1',
      description:
        'Workstreams, chat widgets, agents, quick replies and accounts. Things are deactivated, never deleted. ' +
        'Every GET of one thing and every write answers with its version as ETag; a PUT replaces settings whole ' +
        'and needs that ETag in If-Match.',
      contact: { name: 'Rejoin', url: 'https://rejoin.dev' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The config service that serves this document.' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name, description: descriptions[name] })),
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        serviceAccount: {
          type: 'oauth2',
          description: 'Scopes of conversations, windows and figures are used at the gateway.',
          flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: scopeMeanings } },
        },
      },
      schemas,
    },
  };
}

/** What stands together, by the first word of its path. */
const descriptions: Readonly<Record<string, string>> = {
  'sign-in': 'Signing in with a password, and renewing a sign-in.',
  'sign-out': 'Ending a sign-in.',
  'first-administrator': 'The first account of an empty system.',
  me: 'The own account: who is signed in, password and second factor.',
  organisation: 'The organisation.',
  addresses: 'Where the gateways are.',
  overview: 'Counts for a first page.',
  workstreams: 'Workstreams.',
  widgets: 'Chat widgets.',
  agents: 'Agents.',
  'quick-replies': 'Quick replies.',
  accounts: 'Accounts of people.',
  'service-accounts': 'Accounts of systems.',
  oauth: 'Access tokens for service accounts.',
  'audit-log': 'Who changed what.',
  'openapi.json': 'This document.',
};

/** Operations of one thing stand together. */
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

function bodyOf({ isOAuth }: Route, body: z.ZodType, schemas: Schemas): object {
  const content = json(body, 'input', schemas) as { 'application/json': object };
  return isOAuth ? { 'application/x-www-form-urlencoded': content['application/json'] } : content;
}

const oauthProblems = Object.fromEntries(
  [400, 401, 429].map((status) => [
    status,
    {
      description: 'An error of RFC 6749, section 5.2.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['error'],
            properties: {
              error: { enum: Object.keys(oauthErrors) },
              error_description: { type: 'string' },
            },
          },
        },
      },
    },
  ]),
);

/** By name; filled with what the operations refer to. */
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
        description: 'Done.',
        ...(route.tagged ? { headers: { ETag: etag } } : {}),
        content: json(route.reply, 'output', schemas),
      },
      ...(route.isOAuth ? oauthProblems : problemsOf(route)),
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
  return [...inPath, ...inQuery, ...(route.method === 'PUT' ? [condition] : [])];
}

/** Every refusal of the route, by status; several of one status are one response that names them all. */
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
    {
      description: ofStatus.map((name) => `\`${name}\`: ${refusals[name]}`).join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries(responses) as Record<string, object>;
}

function operationIdOf({ method, path }: Route): string {
  return [method.toLowerCase(), ...path.split(/\W+/).filter((part) => part !== '' && part !== 'v1')].join(
    '-',
  );
}

function json(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): object {
  const { $defs = {}, ...whole } = jsonSchema(schema, io);
  for (const [name, named] of Object.entries($defs as Schemas)) schemas[name] = componentOf(named);
  return { 'application/json': { schema: componentOf(whole) } };
}

const components = '#/components/schemas/';

/** The same schema, where its references lead to the document's components. */
function componentOf({ id: _id, ...schema }: { id?: unknown }): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${components}`)) as object;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...inline } = jsonSchemaOf(schema, { io });
  return inline;
}

const etag = { description: 'The version of the thing.', schema: { type: 'string', examples: ['"3"'] } };

const problemSchema = {
  description: 'RFC 9457 problem details.',
  type: 'object',
  required: ['type', 'title', 'status', 'name'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    name: { enum: [...Object.keys(refusals), 'internal-error'] },
    detail: { type: 'string' },
    errors: {
      description: 'The fields that are wrong, as JSON pointers.',
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string', format: 'json-pointer' }, message: { type: 'string' } },
      },
    },
  },
};
