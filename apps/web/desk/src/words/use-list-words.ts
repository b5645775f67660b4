import type { Words } from './catalogue';
import { useDeskWords } from './words';

/** Returns the texts of the list of conversations and of messages about several of them. */
export function useListWords(): Words['list'] {
  return useDeskWords().list;
}
