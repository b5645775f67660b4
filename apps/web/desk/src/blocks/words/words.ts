import { useWords } from '../../../../kit/language';
import { catalogue, type Words } from './catalogue';

/** Returns the texts about blocked customers in the reader's language. */
export function useBlockWords(): Words {
  return useWords(catalogue);
}
