import { useWords } from '../../../kit/language';
import { listCatalogues, type Words } from './list-words';

/** Returns the texts of the list of conversations and of messages about several of them. */
export function useListWords(): Words {
  return useWords(listCatalogues);
}
