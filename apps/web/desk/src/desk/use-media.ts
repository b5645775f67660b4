import { useSyncExternalStore } from 'react';

/** Below it there is room for the list or for one conversation, not for both. */
const narrow = matchMedia('(max-width: 760px)');
/** From here on the customer's details stand beside the transcript. */
const wide = matchMedia('(min-width: 1180px)');

export const useIsNarrow = (): boolean => useMedia(narrow);
export const useIsWide = (): boolean => useMedia(wide);

function useMedia(media: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      media.addEventListener('change', changed);
      return () => {
        media.removeEventListener('change', changed);
      };
    },
    () => media.matches,
  );
}
