import {
  AgentFrame,
  AgentRequest,
  CustomerFrame,
  CustomerRequest,
  families,
  gatewayRoutes,
  type Route,
} from '@rejoin/contracts';
import { envelopeOf } from './asyncapi';
import { jsonSchema, type JsonObject } from './json-schema';

/** One JSON Schema per fact, of the whole message as it stands on the bus. */
export function factSchemas(): [fact: string, schema: JsonObject][] {
  return families.flatMap((family) =>
    Object.entries(family.facts).map(([type, schema]): [string, JsonObject] => {
      const { $schema, ...rest } = jsonSchema(envelopeOf(family, type, schema));
      return [
        type,
        { $schema: $schema ?? null, title: type, description: schema.description ?? '', ...rest },
      ];
    }),
  );
}

function exchange({ query, body = query, reply }: Route): JsonObject {
  return { ...(body ? { takes: jsonSchema(body) } : {}), gives: jsonSchema(reply) };
}

/** What sockets and the gateways' HTTP requests say and hear. */
export function frameSchemas(): JsonObject {
  return {
    title: 'Rejoin: frames',
    description:
      'JSON Schema 2020-12 of everything that customers and agents say to the session gateway, and hear from it.',
    customer: {
      socket: 'GET /v1/chat',
      says: jsonSchema(CustomerRequest),
      hears: jsonSchema(CustomerFrame),
    },
    agent: {
      socket: 'GET /v1/desk',
      says: jsonSchema(AgentRequest),
      hears: jsonSchema(AgentFrame),
    },
    http: Object.fromEntries(
      Object.values(gatewayRoutes)
        .filter(({ path }) => path.startsWith('/v1/'))
        .map((route) => [`${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`, exchange(route)]),
    ),
  };
}
