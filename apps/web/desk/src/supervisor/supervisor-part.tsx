import { Spinner } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../shell/empty-state';
import { PageMissing } from '../shell/page-missing';
import { useDeskWords } from '../words/words';

const fetchPage = () => import('./supervisor-page');

/** Preloads the page, because the gateway that serves this release may be gone or updated when the page is opened. */
export function preloadPage(): void {
  fetchPage().catch(() => undefined);
}

/** The page is a separate chunk that only accounts with access load. */
const LazyPage = lazy(() =>
  fetchPage().then(
    ({ SupervisorPage }) => ({ default: SupervisorPage }),
    () => ({ default: PageMissing }),
  ),
);

export function SupervisorPart() {
  const words = useDeskWords();
  const opening = <EmptyState icon={<Spinner size="large" />} title={words.supervisor} text="" />;
  return (
    <Suspense fallback={<main>{opening}</main>}>
      <LazyPage />
    </Suspense>
  );
}
