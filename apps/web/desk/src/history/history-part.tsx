import { Spinner } from '@fluentui/react-components';
import { later, withQueries } from '../../../kit/later';
import { EmptyState } from '../shell/empty-state';
import { PageMissing } from '../shell/page-missing';
import { useDeskWords } from '../words/words';

/** The page is a separate chunk, because most of the time an agent needs the chats only. */
export const HistoryPart = later(
  () => withQueries(() => import('./history-page').then(({ HistoryPage }) => HistoryPage)),
  {
    opening: <Opening />,
    missing: (retry) => <PageMissing onRetry={retry} />,
  },
);

function Opening() {
  const words = useDeskWords();
  return (
    <main>
      <EmptyState icon={<Spinner size="large" />} title={words.history} text="" />
    </main>
  );
}
