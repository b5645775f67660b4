import { Spinner } from '@fluentui/react-components';
import { later, withQueries } from '../../../kit/later';
import { EmptyState } from '../shell/empty-state';
import { PageMissing } from '../shell/page-missing';
import { useDeskWords } from '../words/words';

/** The page is a separate chunk that only accounts with access load. */
export const SupervisorPart = later(
  () => withQueries(() => import('./supervisor-page').then(({ SupervisorPage }) => SupervisorPage)),
  { opening: <Opening />, missing: (retry) => <PageMissing onRetry={retry} /> },
);

function Opening() {
  const words = useDeskWords();
  return (
    <main>
      <EmptyState icon={<Spinner size="large" />} title={words.supervisor} text="" />
    </main>
  );
}
