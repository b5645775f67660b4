import { Button, Spinner } from '@fluentui/react-components';
import { CloudErrorRegular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../shell/empty-state';
import { useDeskWords } from '../words/words';

/** Fetched by those alone who open it. A desk that has been open for longer than a release finds it gone. */
const LazyPage = lazy(() =>
  import('./supervisor-page').then(
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

/** A reload fetches the page of now; what is on the desk is kept through it. */
function PageMissing() {
  const words = useDeskWords();
  return (
    <main>
      <EmptyState
        icon={<CloudErrorRegular />}
        title={words.pageMissingTitle}
        text={words.pageMissingText}
        action={
          <Button
            appearance="primary"
            onClick={() => {
              location.reload();
            }}
          >
            {words.loadAgain}
          </Button>
        }
      />
    </main>
  );
}
