import { useCallback } from 'react';
import { useWords } from './language';
import { refusalSentences } from './refusal-sentences';

/** A sentence that helps, for whatever was thrown: refusals and lost lines by their name. */
export function useSentence(): (error: unknown) => string {
  const sentences = useWords(refusalSentences);
  return useCallback(
    (error) => {
      const name = error instanceof Error ? error.name : '';
      return name in sentences ? sentences[name as keyof typeof sentences] : sentences.unknown;
    },
    [sentences],
  );
}
