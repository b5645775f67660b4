import type { Words } from './catalogue';
import { useDeskWords } from './words';

/** Returns the texts of the history of closed conversations. */
export function useHistoryWords(): Words['history'] {
  return useDeskWords().history;
}
