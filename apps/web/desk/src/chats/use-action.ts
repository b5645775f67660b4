import { useCallback, useState } from 'react';
import { useToasts } from '../../../kit/toasts';

/** Does one thing at a time with a conversation; what is refused is told in a sentence. */
export function useAction(): { isBusy: boolean; run(act: () => Promise<unknown>, done?: () => void): void } {
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const run = useCallback(
    (act: () => Promise<unknown>, done?: () => void) => {
      setBusy(true);
      act()
        .then(done, toasts.failed)
        .finally(() => {
          setBusy(false);
        });
    },
    [toasts],
  );
  return { isBusy, run };
}
