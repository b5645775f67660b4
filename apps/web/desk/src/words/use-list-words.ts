import { useWords } from '../../../kit/language';
import { listCatalogues, type Words } from './list-words';

/** The words of the list of conversations and of what is told about many at once. */
export function useListWords(): Words {
  return useWords(listCatalogues);
}
