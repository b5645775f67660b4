import { Button, Spinner, tokens } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useAdminWords } from '../words/words';

type Pages = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

/** Loads more of a long list. Hidden if the whole list is loaded. */
export function MoreButton({ pages }: { pages: Pages }) {
  const words = useAdminWords();
  if (!pages.hasNextPage) return null;
  return (
    <Button
      style={{ marginBlockStart: tokens.spacingVerticalL }}
      disabledFocusable={pages.isFetchingNextPage}
      {...(pages.isFetchingNextPage ? { icon: <Spinner size="tiny" /> } : {})}
      onClick={() => void pages.fetchNextPage()}
    >
      {words.loadMore}
    </Button>
  );
}
