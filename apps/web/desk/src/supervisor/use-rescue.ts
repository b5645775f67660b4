import type { OpenWindow } from '@rejoin/contracts';
import { useCallback, useReducer } from 'react';
import { useAsk } from './use-ask';
import { evolveResults, tallyOf, type Deed } from './view/results';

/** Does something with several conversations, one after the other; each has an answer of its own. It needs no desk. */
export function useRescue(done: () => void) {
  const ask = useAsk();
  const [results, tell] = useReducer(evolveResults, null);
  const rescue = useCallback(
    async (deed: Deed, windows: readonly OpenWindow[]) => {
      tell({ type: 'began', deed, windows });
      for (const { conversationId } of windows) {
        try {
          await ask((client) => {
            if (deed.type === 'extend') return client.extend(conversationId);
            if (deed.type === 'give-up') return client.giveUp(conversationId);
            return client.transfer(conversationId, deed.toAgentId);
          });
          tell({ type: 'done', conversationId });
        } catch (problem) {
          tell({ type: 'refused', conversationId, problem });
        }
      }
      done();
    },
    [ask, done],
  );
  const dismiss = useCallback(() => {
    tell({ type: 'dismissed' });
  }, []);
  return { results, isBusy: results !== null && tallyOf(results).isGoing, rescue, dismiss };
}
