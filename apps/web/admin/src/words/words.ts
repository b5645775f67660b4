import { languageName } from '../../../kit/formats';
import { useWords, useLanguage } from '../../../kit/language';
import type { Catalogues } from '../../../kit/words';
import type { Problem } from '../form/problem';
import { ar } from './ar';
import { de } from './de';
import { en, type Words } from './en';
import { fieldNames, type FieldName } from './fields';
import { problemSentences } from './problems';

const catalogues: Catalogues<Words> = { en, de, ar };

export function useAdminWords(): Words {
  return useWords(catalogues);
}

/** Field names by pointer. */
export function useFields(): Readonly<Record<FieldName, string>> {
  return useWords(fieldNames);
}

/** The sentence of what is wrong with a field. */
export function useProblemSentence(): (problem: Problem) => string {
  const sentences = useWords(problemSentences);
  return ({ code, detail }) => sentences[code](detail);
}

/** The name of a language in the reader's own. */
export function useLanguageName(): (tag: string) => string {
  const { language } = useLanguage();
  return (tag) => languageName(language, tag);
}
