import { useCallback } from 'react';
import { useToasts } from '../../../kit/toasts';
import { useDesk } from './use-desk';
import { goToChat } from './use-route';

/** Returns the answers to an offer. They resolve when the server has decided, and show a refusal. */
export function useAnswerOffer() {
  const { client } = useDesk();
  const toasts = useToasts();
  const accept = useCallback(
    async (conversationId: string) => {
      try {
        await client.acceptOffer(conversationId);
        goToChat(conversationId);
      } catch (error) {
        toasts.failed(error);
      }
    },
    [client, toasts],
  );
  const decline = useCallback(
    async (conversationId: string) => {
      try {
        await client.declineOffer(conversationId);
      } catch (error) {
        toasts.failed(error);
      }
    },
    [client, toasts],
  );
  return { accept, decline };
}
