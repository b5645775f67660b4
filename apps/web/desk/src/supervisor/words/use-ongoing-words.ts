import type { Words } from './catalogue';
import { useSupervisorWords } from './words';

/** The texts of the ongoing conversations. */
export function useOngoingWords(): Words['ongoing'] {
  return useSupervisorWords().ongoing;
}
