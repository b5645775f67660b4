import type { Reconnectable } from '@rejoin/contracts';
import type { Continuable } from './view';

/** The conversations that a customer can still continue, some seconds after the server has sent the list. */
export function continuable(
  { conversations, serverNow }: Reconnectable,
  elapsedSeconds: number,
): Continuable[] {
  const now = Date.parse(serverNow) + elapsedSeconds * 1000;
  return conversations.flatMap(({ deadlineAt, conversationId, agentName, lastText, lastAt }) => {
    const secondsLeft = deadlineAt === null ? null : Math.floor((Date.parse(deadlineAt) - now) / 1000);
    return secondsLeft === null || secondsLeft > 0
      ? [{ conversationId, agentName, lastText, lastAt, secondsLeft }]
      : [];
  });
}
