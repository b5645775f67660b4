import type { SupervisorClient } from '@rejoin/client';
import { useAuthorised, type SendRequest as Send } from '../desk/use-authorised';
import { useDesk } from '../desk/use-desk';

export type SendRequest = Send<SupervisorClient>;

/** Sends requests of the supervisor's page with the current token. */
export function useRequest(): SendRequest {
  return useAuthorised(useDesk().supervision);
}
