import type { extendWindow, ReconnectionFact, requestReconnect, seal } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import type { z } from 'zod';
import type { Command } from './command';
import { sealedRefusal, claimantResult, type Reconnection } from './reconnection';
import { isOpen } from './window';

/** The answer to the caller of a command. Null means that no caller waits for one. */
export type Answer =
  | z.infer<typeof requestReconnect.reply>
  | z.infer<typeof extendWindow.reply>
  | z.infer<typeof seal.reply>
  | Refused
  | null;

/** Derives the answer from the state after the command, so that a repeated command gets the same answer. */
export function answerTo(command: Command, state: Reconnection, facts: readonly ReconnectionFact[]): Answer {
  const { sealed, window } = state;
  switch (command.type) {
    case 'request':
      return claimantResult(state, command);
    case 'extend':
      if (sealed) return sealedRefusal(sealed);
      if (!isOpen(window)) return refuse('no-window');
      return { deadlineAt: window.deadlineAt, extensionsLeft: window.extensionsLeft };
    case 'seal':
      return sealed && { at: sealed.at, already: facts.every(({ type }) => type !== 'ConversationSealed') };
    case 'open':
    case 'expire':
      return null;
  }
}
