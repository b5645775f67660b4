import { Button, Spinner, tokens } from '@fluentui/react-components';
import { useAdminWords } from '../words/words';
import type { Pages } from './use-pages';

/** Loads more of a long list. Hidden if the whole list is loaded. */
export function MoreButton({ pages: { more, isLoadingMore } }: { pages: Pages<unknown> }) {
  const words = useAdminWords();
  if (!more) return null;
  return (
    <Button
      style={{ marginBlockStart: tokens.spacingVerticalL }}
      disabledFocusable={isLoadingMore}
      {...(isLoadingMore ? { icon: <Spinner size="tiny" /> } : {})}
      onClick={more}
    >
      {words.loadMore}
    </Button>
  );
}
