import type { extendWindow, ReconnectionFact, requestReconnect, seal } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import type { z } from 'zod';
import type { Command } from './command';
import { over, standingOf, type Reconnection } from './reconnection';
import { isOpen } from './window';

/** What the asker of a command is told. Null: nobody waits for an answer. */
export type Answer =
  | z.infer<typeof requestReconnect.reply>
  | z.infer<typeof extendWindow.reply>
  | z.infer<typeof seal.reply>
  | Refused
  | null;

/** Read from the state that the command led to: who asks again gets the same answer while that holds. */
export function answerTo(command: Command, state: Reconnection, facts: readonly ReconnectionFact[]): Answer {
  const { sealed, window } = state;
  switch (command.type) {
    case 'request':
      return standingOf(state, command);
    case 'extend':
      if (sealed) return over(sealed);
      if (!isOpen(window)) return refuse('no-window');
      return { deadlineAt: window.deadlineAt, extensionsLeft: window.extensionsLeft };
    case 'seal':
      return sealed && { at: sealed.at, already: facts.every(({ type }) => type !== 'ConversationSealed') };
    case 'open':
    case 'expire':
      return null;
  }
}
