import { useMemo } from 'react';
import { ToastRegion } from '../../../kit/toast-region';
import { goToChat } from '../desk/use-route';
import { useListWords } from '../words/use-list-words';

/** The region of the toasts on a page of the desk. It is part of the layout, so that toasts never cover a control. */
export function DeskToasts() {
  const words = useListWords();
  const summary = useMemo(
    () => ({
      title: (count: number) => words.newsMany({ count }),
      action: {
        label: words.showList,
        act: () => {
          goToChat(null);
        },
      },
    }),
    [words],
  );
  return <ToastRegion summary={summary} />;
}
