import { Button } from '@fluentui/react-components';
import { CloudErrorRegular } from '@fluentui/react-icons';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useDeskWords } from '../words/words';
import { EmptyState } from './empty-state';

/** Shown when a part could not be loaded. A reload fetches the current release, and the work of the desk is kept. */
export function PageMissing({ onRetry }: { onRetry(): void }) {
  const kit = useWords(kitWords);
  const words = useDeskWords();
  return (
    <main>
      <EmptyState
        icon={<CloudErrorRegular />}
        title={words.pageMissingTitle}
        text={words.pageMissingText}
        action={
          <>
            <Button
              appearance="primary"
              onClick={() => {
                location.reload();
              }}
            >
              {words.loadAgain}
            </Button>
            <Button onClick={onRetry}>{kit.tryAgain}</Button>
          </>
        }
      />
    </main>
  );
}
