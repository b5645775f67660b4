import { Spinner } from '@fluentui/react-components';
import { later } from '../../../kit/later';
import { EmptyState } from '../shell/empty-state';
import { useDeskWords } from '../words/words';

/** A conversation is a separate chunk, which is fetched while the desk connects. */
export const ConversationPart = later(
  () => import('./conversation').then(({ Conversation }) => Conversation),
  { opening: <Opening /> },
);

function Opening() {
  const words = useDeskWords();
  return <EmptyState icon={<Spinner size="large" />} title={words.loading} text="" />;
}
