import { useWords } from '../../../../kit/language';
import { catalogue, type Words } from './catalogue';

/** Returns the texts of the history of closed conversations in the reader's language. */
export function useHistoryWords(): Words {
  return useWords(catalogue);
}
