import { useWords } from '../../../kit/language';
import type { Catalogues } from '../../../kit/words';
import { ar } from './ar';
import { de } from './de';
import { en, type Words } from './en';

const catalogues: Catalogues<Words> = { en, de, ar };

/** Returns the desk's texts in the reader's language. */
export function useDeskWords(): Words {
  return useWords(catalogues);
}
