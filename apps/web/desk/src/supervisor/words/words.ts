import { useWords } from '../../../../kit/language';
import { catalogue, type Words } from './catalogue';

/** Returns the texts of the supervisor's page in the reader's language. */
export function useSupervisorWords(): Words {
  return useWords(catalogue);
}
