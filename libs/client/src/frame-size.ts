import { pageLimits } from '@rejoin/contracts/plain';
import { Refusal } from './refusal';

/** Returns the refusal of a request that the gateway would answer by closing the connection, and null for others. */
export function tooLongToSend(request: object): Refusal | null {
  const { length } = new TextEncoder().encode(JSON.stringify(request));
  return length > pageLimits.frameBytes ? new Refusal('message-too-long', 'The message is too long.') : null;
}
