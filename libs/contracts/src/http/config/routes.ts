import { openApiRoute } from '../gateway/routes';
import type { Route } from '../route';
import { accountRoutes } from './accounts';
import { auditRoutes, organisationRoutes } from './organisation';
import { oauthRoutes, serviceAccountRoutes } from './service-accounts';
import { agentRoutes, quickReplyRoutes, widgetRoutes, workstreamRoutes } from './settings';
import { secondFactorRoutes, signInRoutes } from './sign-in';
import { webhookRoutes } from './webhooks';

/** Every operation of config over HTTP, by resource and name. */
export const configRoutes = {
  signIn: signInRoutes,
  secondFactor: secondFactorRoutes,
  organisation: organisationRoutes,
  workstreams: workstreamRoutes,
  widgets: widgetRoutes,
  agents: agentRoutes,
  quickReplies: quickReplyRoutes,
  accounts: accountRoutes,
  serviceAccounts: serviceAccountRoutes,
  webhooks: webhookRoutes,
  oauth: oauthRoutes,
  auditLog: auditRoutes,
  openApi: { read: openApiRoute },
} satisfies Record<string, Record<string, Route>>;

/** The same operations as a list, in the order of the OpenAPI document. */
export const allConfigRoutes: readonly Route[] = Object.values<Record<string, Route>>(configRoutes).flatMap(
  (resource) => Object.values(resource),
);
