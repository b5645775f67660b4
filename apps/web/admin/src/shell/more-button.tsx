import { Button, Spinner, tokens } from '@fluentui/react-components';
import { useAdminWords } from '../words/words';
import type { Pages } from './use-pages';

/** The way to more of a long list, where there is more. */
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
