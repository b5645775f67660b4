import { useWords } from '../../../../kit/language';
import { catalogue, type Words } from './catalogue';

/** Returns the texts about an agent's own quick replies in the reader's language. */
export function useReplyWords(): Words {
  return useWords(catalogue);
}
