import { useEffect, useRef } from 'react';

/**
 * Gives the focus back, when a dialog is gone, to where it was before: a dialog that opens without a trigger of
 * its own leaves it on the page, from where the next key leads nowhere.
 */
export function useFocusReturn(isOpen = true): void {
  const from = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  // While rendering: a field of the dialog may take the focus as soon as it is there.
  if (isOpen && !wasOpen.current) from.current = document.activeElement;
  wasOpen.current = isOpen;
  useEffect(() => {
    if (!isOpen) return;
    return () => {
      const before = from.current;
      requestAnimationFrame(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, [isOpen]);
}
