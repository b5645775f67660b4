import type { AgentFrame, AgentRequest } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';

type Refused = Extract<AgentFrame, { type: 'refused' }>;

/**
 * Returns the answer to a request that no gateway takes, and null for others. The gateway would close the connection, and
 * would get the same request on the next one.
 */
export function refusedAsTooLong(request: AgentRequest): Refused | null {
  const { length } = new TextEncoder().encode(JSON.stringify(request));
  if (length <= pageLimits.frameBytes) return null;
  const { requestId } = request;
  return {
    type: 'refused',
    requestId,
    name: 'message-too-long',
    message: 'The message is too long.',
    retryAfterSeconds: null,
    redirectUrl: null,
  };
}
