import { useEffect, useState } from 'preact/hooks';
import { speechIn, type Speech } from '../words/speech';
import { spokenLocale, wordsFor } from '../words/words';

const pause = 3_000;

/** Returns the speech of a locale; undefined while its words are fetched, which is tried until it succeeds. */
export function useSpeech(wanted: string): Speech | undefined {
  const [speech, setSpeech] = useState<Speech>();
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const locale = spokenLocale(wanted);
    const fetchWords = (): void => {
      wordsFor(locale).then(
        (words) => isCurrent && setSpeech(speechIn(locale, words)),
        () => isCurrent && (again = setTimeout(fetchWords, pause)),
      );
    };
    fetchWords();
    return () => {
      isCurrent = false;
      clearTimeout(again);
    };
  }, [wanted]);
  return speech;
}
