import {
  AgentFrame,
  AgentLoads,
  AgentRequest,
  chatHttp,
  Claimed,
  Connected,
  Conversations,
  ConversationsPage,
  CustomerFrame,
  customerHttp,
  CustomerRequest,
  DayFigures,
  families,
  OpenWindows,
  Polled,
  PublicWidget,
  Queues,
  Reconnectable,
  supervisorHttp,
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

/** What sockets and the customer's HTTP requests say and hear. */
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
    http: {
      'POST /v1/chat/open': { gives: jsonSchema(Connected) },
      'POST /v1/chat/send': { takes: jsonSchema(chatHttp.send) },
      'POST /v1/chat/poll': { takes: jsonSchema(chatHttp.poll), gives: jsonSchema(Polled) },
      'POST /v1/chat/close': { takes: jsonSchema(chatHttp.close) },
      'GET /v1/widgets/{widgetId}': { gives: jsonSchema(PublicWidget) },
      'POST /v1/widgets/{widgetId}/redeem': {
        takes: jsonSchema(customerHttp.redeem),
        gives: jsonSchema(Claimed),
      },
      'POST /v1/widgets/{widgetId}/reconnectable': {
        takes: jsonSchema(customerHttp.reconnectable),
        gives: jsonSchema(Reconnectable),
      },
      'POST /v1/widgets/{widgetId}/continue': {
        takes: jsonSchema(customerHttp.continue),
        gives: jsonSchema(Claimed),
      },
      'GET /v1/conversations': { takes: jsonSchema(ConversationsPage), gives: jsonSchema(Conversations) },
      'GET /v1/supervisor/windows': {
        takes: jsonSchema(supervisorHttp.windows),
        gives: jsonSchema(OpenWindows),
      },
      'GET /v1/supervisor/queues': { gives: jsonSchema(Queues) },
      'GET /v1/supervisor/agents': {
        takes: jsonSchema(supervisorHttp.agents),
        gives: jsonSchema(AgentLoads),
      },
      'GET /v1/supervisor/workstreams/{workstreamId}/figures': {
        takes: jsonSchema(supervisorHttp.figures),
        gives: jsonSchema(DayFigures),
      },
      'POST /v1/supervisor/conversations/{conversationId}/extend': {
        takes: jsonSchema(supervisorHttp.extend),
      },
      'POST /v1/supervisor/conversations/{conversationId}/give-up': {
        takes: jsonSchema(supervisorHttp.giveUp),
      },
      'POST /v1/supervisor/conversations/{conversationId}/transfer': {
        takes: jsonSchema(supervisorHttp.transfer),
      },
    },
  };
}
