import type { SupervisorClient } from '@rejoin/client';
import { useCallback } from 'react';
import { keptTicket } from '../desk/kept';
import { useDesk } from '../desk/use-desk';

export type Ask = <Answer>(ask: (client: SupervisorClient) => Promise<Answer>) => Promise<Answer>;

const overNames = ['sign-in-expired', 'unauthenticated'];

/** Asks the servers as who is signed in now. When that has run out, the desk asks for the password. */
export function useAsk(): Ask {
  const desk = useDesk();
  const client = desk.supervision;
  return useCallback(
    async (ask) => {
      const token = keptTicket()?.token ?? '';
      client.token = token;
      try {
        return await ask(client);
      } catch (error) {
        const isOver = error instanceof Error && overNames.includes(error.name);
        // An answer to an old token says nothing of the one that came meanwhile.
        if (isOver && keptTicket()?.token === token) desk.signIns.askAgain();
        throw error;
      }
    },
    [client, desk],
  );
}
