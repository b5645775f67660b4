import { allConfigRoutes } from '@rejoin/contracts';
import { openApiOf } from '@rejoin/service';

/** The OpenAPI 3.1 document of config's HTTP API. */
export function configOpenApi(): object {
  return openApiOf(allConfigRoutes, {
    title: 'Rejoin config',
    description:
      'Workstreams, chat widgets, agents, quick replies and accounts. Things are deactivated, never deleted. ' +
      'Every GET of one thing and every write answers with its version as ETag; a PUT replaces settings whole ' +
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
  webhooks: 'Endpoints to which facts are sent, signed as Standard Webhooks says.',
  oauth: 'Access tokens for service accounts.',
  'audit-log': 'Who changed what.',
  'openapi.json': 'This document.',
};
