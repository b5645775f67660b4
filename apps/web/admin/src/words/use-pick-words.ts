import type { Words } from './catalogue';
import { useAdminWords } from './words';

/** The words of searchable lists, and of the assignment of agents. */
export function usePickWords(): Words['lists'] {
  return useAdminWords().lists;
}
