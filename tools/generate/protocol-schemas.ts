import {
  AgentFrame,
  AgentRequest,
  CustomerFrame,
  CustomerRequest,
  families,
  gatewayRoutes,
  socketPaths,
  type Route,
} from '@rejoin/contracts';
import { envelopeOf } from './asyncapi';
import { jsonSchema, type JsonObject } from './json-schema';

/** One JSON Schema per fact, of the whole message. */
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

/** The schemas of the frames of both sockets, and of the HTTP requests of the gateway. */
export function frameSchemas(): JsonObject {
  return {
    title: 'Rejoin: frames',
    description:
      'JSON Schema 2020-12 of all frames and HTTP requests between clients and the session gateway.',
    customer: {
      socket: `GET ${socketPaths.chat}`,
      says: jsonSchema(CustomerRequest),
      hears: jsonSchema(CustomerFrame),
    },
    agent: {
      socket: `GET ${socketPaths.desk}`,
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
