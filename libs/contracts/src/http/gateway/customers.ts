import {
  AccessLog,
  AccessLogQuery,
  CustomerConversations,
  customersHttp,
  ErasedCustomer,
} from '../../customers';
import type { Route } from '../route';
import { administrators } from './shared';

export const customerRoutes = {
  customerConversations: {
    method: 'POST',
    path: '/v1/customers/conversations',
    summary: 'List what is stored about a customer; the access is recorded',
    roles: administrators,
    body: customersHttp.list,
    reply: CustomerConversations,
    tagged: false,
    refusals: ['invalid'],
  },
  eraseCustomer: {
    method: 'POST',
    path: '/v1/customers/erase',
    summary:
      'Erase the texts, names, contexts and identity of a customer, some conversations at a time; recorded',
    roles: administrators,
    body: customersHttp.erase,
    reply: ErasedCustomer,
    tagged: false,
    refusals: ['invalid', 'conversation-open'],
  },
  accessLog: {
    method: 'GET',
    path: '/v1/customers/access-log',
    summary: 'List who read, searched, exported and erased data of customers',
    roles: administrators,
    query: AccessLogQuery,
    reply: AccessLog,
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;
