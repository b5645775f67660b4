import { useWords } from '../../../kit/language';
import { pickCatalogues, type Words } from './pick-words';

/** The words of searchable lists, and of the assignment of agents. */
export function usePickWords(): Words {
  return useWords(pickCatalogues);
}
