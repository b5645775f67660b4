import { Spinner } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../shell/empty-state';
import { PageMissing } from '../shell/page-missing';
import { useHistoryWords } from '../words/use-history-words';

/** The page is a separate chunk, because most of the time an agent needs the chats only. */
const LazyPage = lazy(() =>
  import('./history-page').then(
    ({ HistoryPage }) => ({ default: HistoryPage }),
    () => ({ default: PageMissing }),
  ),
);

export function HistoryPart({ conversationId }: { conversationId: string | null }) {
  const words = useHistoryWords();
  const opening = <EmptyState icon={<Spinner size="large" />} title={words.title} text="" />;
  return (
    <Suspense fallback={<main>{opening}</main>}>
      <LazyPage conversationId={conversationId} />
    </Suspense>
  );
}
