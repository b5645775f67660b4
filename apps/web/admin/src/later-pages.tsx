import { Spinner, tokens } from '@fluentui/react-components';
import { later } from '../../kit/later';
import { useAdminWords } from './words/words';

/*
 * The pages behind the sign-in, each fetched when it is shown first. The sign-in page needs none of them, and a person
 * rarely opens all.
 */

function Opening() {
  const words = useAdminWords();
  return <Spinner label={words.loading} style={{ padding: tokens.spacingVerticalXXL }} />;
}
const options = { opening: <Opening /> };

export const HistoryPage = later(
  () => import('./history/history-page').then(({ HistoryPage }) => HistoryPage),
  options,
);
export const HomePage = later(() => import('./home/home-page').then(({ HomePage }) => HomePage), options);
export const ImportPage = later(
  () => import('./import/import-page').then(({ ImportPage }) => ImportPage),
  options,
);
export const AccountsPage = later(
  () => import('./people/accounts-page').then(({ AccountsPage }) => AccountsPage),
  options,
);
export const AgentsPage = later(
  () => import('./people/agents-page').then(({ AgentsPage }) => AgentsPage),
  options,
);
export const ServiceAccountsPage = later(
  () => import('./people/service-accounts-page').then(({ ServiceAccountsPage }) => ServiceAccountsPage),
  options,
);
export const WebhookPage = later(
  () => import('./webhooks/webhook-page').then(({ WebhookPage }) => WebhookPage),
  options,
);
export const WebhooksPage = later(
  () => import('./webhooks/webhooks-page').then(({ WebhooksPage }) => WebhooksPage),
  options,
);
export const NewWidgetWizard = later(
  () => import('./wizard/new-widget-wizard').then(({ NewWidgetWizard }) => NewWidgetWizard),
  options,
);
export const WorkstreamPage = later(
  () => import('./workstream/workstream-page').then(({ WorkstreamPage }) => WorkstreamPage),
  options,
);
export const WorkstreamsPage = later(
  () => import('./workstream/workstreams-page').then(({ WorkstreamsPage }) => WorkstreamsPage),
  options,
);

/** Fetches the pages that most people open next, so that a new version of the service does not come between. */
export function preloadPages(): void {
  for (const page of [WorkstreamsPage, WorkstreamPage, AgentsPage]) page.preload();
}
