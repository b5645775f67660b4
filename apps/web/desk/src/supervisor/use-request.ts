import type { SupervisorClient } from '@rejoin/client';
import { useCallback } from 'react';
import { keptTicket } from '../desk/storage';
import { useDesk } from '../desk/use-desk';

export type SendRequest = <Answer>(request: (client: SupervisorClient) => Promise<Answer>) => Promise<Answer>;

const expiredNames = ['sign-in-expired', 'unauthenticated'];

/** Sends requests with the current token. When the sign-in has expired, the desk asks for the password. */
export function useRequest(): SendRequest {
  const desk = useDesk();
  const client = desk.supervision;
  return useCallback(
    async (request) => {
      const token = keptTicket()?.token ?? '';
      client.token = token;
      try {
        return await request(client);
      } catch (error) {
        const isExpired = error instanceof Error && expiredNames.includes(error.name);
        // A refusal of an old token says nothing about the token that has replaced it.
        if (isExpired && keptTicket()?.token === token) desk.signIns.askAgain();
        throw error;
      }
    },
    [client, desk],
  );
}
