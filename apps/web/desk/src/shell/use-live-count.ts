import { useDeskView } from '../desk/use-desk';
import { chatsOf } from '../view/chats';

/** The number of this agent's conversations that are not in wrap-up. */
export function useLiveCount(): number {
  const state = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  return chatsOf(state, read).filter(({ group }) => group !== 'wrap-up').length;
}
