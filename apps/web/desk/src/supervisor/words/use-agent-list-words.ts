import type { Words } from './catalogue';
import { useSupervisorWords } from './words';

/** The texts of the list of agents. */
export function useAgentListWords(): Words['agentList'] {
  return useSupervisorWords().agentList;
}
