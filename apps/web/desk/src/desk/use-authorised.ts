import { useCallback } from 'react';
import { keptTicket } from './storage';
import { useDesk } from './use-desk';

/** Sends a request through an HTTP client, which gets the current token first. */
export type SendRequest<Client> = <Answer>(request: (client: Client) => Promise<Answer>) => Promise<Answer>;

const expiredNames = ['sign-in-expired', 'unauthenticated'];

/** Sends requests with the current token. When the sign-in has expired, the desk asks for the password. */
export function useAuthorised<Client extends { token: string }>(client: Client): SendRequest<Client> {
  const desk = useDesk();
  return useCallback(
    async (request) => {
      const token = keptTicket()?.token ?? '';
      client.token = token;
      try {
        return await request(client);
      } catch (error) {
        const isExpired = error instanceof Error && expiredNames.includes(error.name);
        // A refusal of an old token says nothing about the token that has replaced it.
        if (isExpired && keptTicket()?.token === token) desk.signIns.askAgain('sign-in-expired');
        throw error;
      }
    },
    [client, desk],
  );
}
