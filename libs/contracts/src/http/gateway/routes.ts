import { z } from 'zod';
import { boundedMap } from '../../primitives';
import type { Route } from '../route';
import { accountRoutes } from './account';
import { blockRoutes } from './blocks';
import { chatRoutes } from './chat';
import { conversationRoutes } from './conversations';
import { customerRoutes } from './customers';
import { historyRoutes } from './history';
import { ownQuickReplyRoutes } from './own-quick-replies';
import { supervisorActionRoutes } from './supervisor-actions';
import { supervisorViewRoutes } from './supervisor-views';
import { widgetRoutes } from './widgets';

/** The OpenAPI document of the service. */
export const openApiRoute = {
  method: 'GET',
  path: '/openapi.json',
  summary: 'Read this document',
  roles: null,
  reply: boundedMap(z.string().max(100), z.unknown(), 20),
  tagged: false,
  refusals: ['not-found'],
} satisfies Route;

/** Every HTTP operation of a gateway, by name. The frames of its sockets are declared in `frames`. */
export const gatewayRoutes = {
  ...chatRoutes,
  ...widgetRoutes,
  ...accountRoutes,
  ...conversationRoutes,
  ...historyRoutes,
  ...ownQuickReplyRoutes,
  ...customerRoutes,
  ...supervisorViewRoutes,
  ...supervisorActionRoutes,
  ...blockRoutes,
  openApi: openApiRoute,
} satisfies Record<string, Route>;
