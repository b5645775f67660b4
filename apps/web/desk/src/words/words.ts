import { useWords } from '../../../kit/language';
import { catalogue, type Words } from './catalogue';

/** Returns the desk's texts in the reader's language. */
export function useDeskWords(): Words {
  return useWords(catalogue);
}
