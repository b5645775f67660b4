import type { Catalogues } from '../../../kit/words';
import type { ProblemCode } from '../form/problem';
import { problemsAr } from './problems-ar';
import { problemsDe } from './problems-de';
import { problemsEn } from './problems-en';

/** What a person reads of each problem; `detail` is what the sentence names, such as a maximum. */
export type ProblemSentences = Readonly<Record<ProblemCode, (detail: string) => string>>;

export const problemSentences: Catalogues<ProblemSentences> = {
  en: problemsEn,
  de: problemsDe,
  ar: problemsAr,
};
