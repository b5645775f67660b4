import { useMemo } from 'react';
import { ToastRegion } from '../../../kit/toast-region';
import { goToChat } from '../desk/use-route';
import { useListWords } from '../words/use-list-words';

/** The place of the toasts in a page of the desk: in its flow, so that they never lie on a control. */
export function DeskToasts() {
  const words = useListWords();
  const summary = useMemo(
    () => ({
      title: words.newsMany,
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
