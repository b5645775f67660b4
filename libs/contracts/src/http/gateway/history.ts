import { ClosingChoices } from '../../closing';
import { History, HistoryFilters, HistorySearch, PastTranscript } from '../../history';
import { Page } from '../../paging';
import type { Route } from '../route';
import { everyRole } from './shared';

export const historyRoutes = {
  searchHistory: {
    method: 'POST',
    path: '/v1/history/search',
    summary:
      'Find closed conversations: agents those that they served or of their workstreams, others those of the organisation',
    roles: everyRole,
    scope: 'conversations:read',
    body: HistorySearch,
    reply: History,
    tagged: false,
    refusals: ['invalid'],
  },
  historyFilters: {
    method: 'GET',
    path: '/v1/history/filters',
    summary: 'List the workstreams and agents by which the history can be filtered',
    roles: everyRole,
    scope: 'conversations:read',
    reply: HistoryFilters,
    tagged: false,
    refusals: [],
  },
  closingChoices: {
    method: 'GET',
    path: '/v1/history/workstreams/:workstreamId/closing',
    summary: 'Read the dispositions and tags of a workstream; an unknown one has none',
    roles: everyRole,
    scope: 'conversations:read',
    reply: ClosingChoices,
    tagged: false,
    refusals: [],
  },
  pastTranscript: {
    method: 'GET',
    path: '/v1/history/:conversationId/entries',
    summary: 'Read a closed conversation and its transcript; the access is recorded',
    roles: everyRole,
    scope: 'conversations:read',
    query: Page,
    reply: PastTranscript,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
} satisfies Record<string, Route>;
