import { useWords } from '../../../../kit/language';
import { agentListCatalogues, type Words } from './agent-list-words';

/** Returns the texts of the supervisor's list of agents. */
export function useAgentListWords(): Words {
  return useWords(agentListCatalogues);
}
