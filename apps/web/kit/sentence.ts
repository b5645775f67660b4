import { useCallback } from 'react';
import { useLanguage } from './language';
import { sentenceFor } from './sentence-for';

/** Returns {@link sentenceFor} in the reader's language. */
export function useSentence(): (error: unknown) => string {
  const { language, formats } = useLanguage();
  return useCallback((error) => sentenceFor(error, language, new Date(), formats), [language, formats]);
}
