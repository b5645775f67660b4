import { useCallback, useState } from 'react';
import { useToasts } from '../../../kit/toasts';

/** Runs one action at a time. An error is shown as a toast. */
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
