import { allConfigRoutes } from '@rejoin/contracts';
import { openApiOf } from '@rejoin/service';

/** The OpenAPI 3.1 document of config's HTTP API. */
export function configOpenApi(): object {
  return openApiOf(allConfigRoutes, {
    title: 'Rejoin config',
    description:
      'Workstreams, chat widgets, agents, quick replies and accounts. Resources are deactivated and not deleted, except webhooks. ' +
      'Every GET of one resource and every write returns its version as ETag; a PUT replaces all settings ' +
      'and needs that ETag in If-Match.',
    server: 'The config service that serves this document.',
    tags,
    tokenUrl: '/oauth/token',
  });
}

/** The groups of routes, by the first segment of their path. */
const tags: Readonly<Record<string, string>> = {
  'sign-in': 'Signing in with a password, and renewing a sign-in.',
  'sign-out': 'Ending a sign-in.',
  'first-administrator': 'The first account of an empty system.',
  me: 'The signed-in account, its password and its second factor.',
  organisation: 'The organisation.',
  addresses: 'The URLs of the gateways.',
  overview: 'Numbers of resources, for a start page.',
  workstreams: 'Workstreams.',
  widgets: 'Chat widgets.',
  agents: 'Agents.',
  'quick-replies': 'Quick replies.',
  accounts: 'Accounts of people.',
  'service-accounts': 'Accounts of systems.',
  webhooks: 'Endpoints that get facts, signed by the rules of Standard Webhooks.',
  oauth: 'Access tokens for service accounts.',
  'audit-log': 'The changes of settings: who changed what and when.',
  'openapi.json': 'This document.',
};
