import type { OpenWindow } from '@rejoin/contracts';
import { useCallback, useReducer } from 'react';
import { useDesk } from '../desk/use-desk';
import { evolveResults, tallyOf, type Deed } from './view/results';

/** Does something with several conversations, one after the other; each has an answer of its own. */
export function useRescue(done: () => void) {
  const { client } = useDesk();
  const [results, tell] = useReducer(evolveResults, null);
  const rescue = useCallback(
    async (deed: Deed, windows: readonly OpenWindow[]) => {
      tell({ type: 'began', deed, windows });
      for (const { conversationId } of windows) {
        try {
          if (deed.type === 'extend') await client.extend(conversationId);
          else if (deed.type === 'give-up') await client.giveUp(conversationId);
          else await client.transfer(conversationId, deed.toAgentId);
          tell({ type: 'done', conversationId });
        } catch (problem) {
          tell({ type: 'refused', conversationId, problem });
        }
      }
      done();
    },
    [client, done],
  );
  const dismiss = useCallback(() => {
    tell({ type: 'dismissed' });
  }, []);
  return { results, isBusy: results !== null && tallyOf(results).isGoing, rescue, dismiss };
}
