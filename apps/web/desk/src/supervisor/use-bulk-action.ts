import { useCallback, useReducer } from 'react';
import { useRequest } from './use-request';
import { evolveResults, tallyOf, type Acted, type BulkAction } from './view/results';

/**
 * Runs an action for several conversations, one after the other, and records a result for each. It works without a
 * desk.
 */
export function useBulkAction(done: () => void) {
  const request = useRequest();
  const [results, dispatch] = useReducer(evolveResults, null);
  const run = useCallback(
    async (action: BulkAction, conversations: readonly Acted[]) => {
      dispatch({ type: 'started', action, conversations });
      for (const { conversationId, status } of conversations) {
        try {
          await request((client) => {
            if (action.type === 'extend') return client.extend(conversationId);
            if (action.type === 'give-up') return client.giveUp(conversationId);
            if (action.type === 'assign' && status === 'waiting')
              return client.assign(conversationId, action.toAgentId);
            return client.transfer(conversationId, action.toAgentId);
          });
          dispatch({ type: 'done', conversationId });
        } catch (problem) {
          dispatch({ type: 'refused', conversationId, problem });
        }
      }
      done();
    },
    [request, done],
  );
  const dismiss = useCallback(() => {
    dispatch({ type: 'dismissed' });
  }, []);
  return { results, isBusy: results !== null && tallyOf(results).isPending, run, dismiss };
}
