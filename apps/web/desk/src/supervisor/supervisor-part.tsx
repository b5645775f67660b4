import { Button, Spinner } from '@fluentui/react-components';
import { CloudErrorRegular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../shell/empty-state';
import { useDeskWords } from '../words/words';

const fetchPage = () => import('./supervisor-page');

/** To be called when it may be opened later: then the gateway that has it may be gone, or have another release. */
export function fetchAhead(): void {
  fetchPage().catch(() => undefined);
}

/** Fetched by those alone who may open it. */
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
