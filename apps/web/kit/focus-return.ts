import { useEffect, useRef } from 'react';

const longestEndMs = 2_000;

/**
 * Returns the focus, when a dialog closes, to the element that had it before. A dialog that opens without a trigger
 * element would otherwise leave the focus on the body.
 */
export function useFocusReturn(isOpen = true): void {
  const from = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  // This runs during rendering because a field of the dialog may take the focus as soon as it is mounted.
  if (isOpen && !wasOpen.current) from.current = document.activeElement;
  wasOpen.current = isOpen;
  useEffect(() => {
    if (!isOpen) return;
    return () => {
      const before = from.current;
      const since = performance.now();
      const look = () => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
        // The focus is in the dialog until the animation of its end is over.
        if (!isLost && performance.now() - since < longestEndMs) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
  }, [isOpen]);
}
