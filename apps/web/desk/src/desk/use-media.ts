import { useSyncExternalStore } from 'react';

/** On a narrower screen only the list or one conversation is shown. */
const narrow = matchMedia('(max-width: 760px)');
/** From this width on, the customer's details are beside the transcript. */
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
