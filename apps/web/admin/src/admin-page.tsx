import { useEffect } from 'react';
import type { Arrival } from '../../kit/provider-sign-in';
import { QueriesProvider } from '../../kit/queries-provider';
import { Region } from '../../kit/region';
import { has } from './api/session';
import {
  AccountsPage,
  AgentsPage,
  HistoryPage,
  HomePage,
  ImportPage,
  NewWidgetWizard,
  preloadPages,
  ServiceAccountsPage,
  WebhookPage,
  WebhooksPage,
  WorkstreamPage,
  WorkstreamsPage,
} from './later-pages';
import { NavigationProvider, useNavigation } from './route/navigation';
import { hashOf } from './route/route';
import { ConsoleProvider, useConsole } from './shell/console';
import { Shell } from './shell/shell';
import { NotForThisRole, SignInPage } from './shell/sign-in-page';

/** The console: the sign-in page, and after sign-in the page of the current route. */
export function AdminPage({ arrival }: { arrival: Arrival | undefined }) {
  return (
    <QueriesProvider>
      <NavigationProvider>
        <ConsoleProvider arrival={arrival}>
          <PageOrSignIn />
        </ConsoleProvider>
      </NavigationProvider>
    </QueriesProvider>
  );
}

function PageOrSignIn() {
  const { session } = useConsole();
  const { route } = useNavigation();
  if (!session) return <SignInPage />;
  if (!has(session, 'administrator', 'supervisor'))
    return <NotForThisRole name={session.account.displayName} />;
  return (
    <Shell>
      <Region of={hashOf(route)}>
        <CurrentPage />
      </Region>
    </Shell>
  );
}

function CurrentPage() {
  useEffect(preloadPages, []);
  const { route } = useNavigation();
  switch (route.at) {
    case 'home':
      return <HomePage />;
    case 'workstreams':
      return <WorkstreamsPage />;
    case 'new-workstream':
      return <NewWidgetWizard />;
    case 'new-widget':
      return <NewWidgetWizard key={route.workstreamId} workstreamId={route.workstreamId} />;
    case 'workstream':
      return (
        <WorkstreamPage
          key={route.workstreamId}
          workstreamId={route.workstreamId}
          widgetId={route.widgetId}
        />
      );
    case 'agents':
      return <AgentsPage />;
    case 'accounts':
      return <AccountsPage />;
    case 'import-accounts':
      return <ImportPage />;
    case 'service-accounts':
      return <ServiceAccountsPage />;
    case 'webhooks':
      return <WebhooksPage />;
    case 'webhook':
      return <WebhookPage key={route.webhookId} webhookId={route.webhookId} />;
    case 'history':
      return <HistoryPage />;
  }
}
