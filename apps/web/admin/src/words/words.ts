import { languageName } from '../../../kit/formats';
import { useWords, useLanguage } from '../../../kit/language';
import { textWith } from '../../../kit/numbers-in';
import type { Problem } from '../form/problem';
import { catalogue, type Words } from './catalogue';
import type { FieldName } from './fields';

export function useAdminWords(): Words {
  return useWords(catalogue);
}

/** Field names by pointer. */
export function useFields(): Readonly<Record<FieldName, string>> {
  return useAdminWords().fields;
}

/** The sentence of what is wrong with a field. */
export function useProblemSentence(): (problem: Problem) => string {
  const { problems } = useAdminWords();
  return ({ code, detail }) => textWith(problems[code], { detail });
}

/** The name of a language in the reader's own. */
export function useLanguageName(): (tag: string) => string {
  const { language } = useLanguage();
  return (tag) => languageName(language, tag);
}
