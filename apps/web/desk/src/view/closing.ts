import type { ClosingChoices } from '@rejoin/client';
import { pageLimits } from '@rejoin/contracts/plain';

/** What the agent has chosen for a conversation in wrap-up. */
export interface Closing {
  readonly disposition: string | null;
  readonly tags: readonly string[];
}

export const nothingChosen: Closing = { disposition: null, tags: [] };

/** Leaves out what the workstream no longer offers. Without known choices nothing is left out. */
export function offered(closing: Closing, choices: ClosingChoices | undefined): Closing {
  if (!choices) return closing;
  const { disposition, tags } = closing;
  return {
    disposition: disposition !== null && choices.dispositions.includes(disposition) ? disposition : null,
    tags: tags.filter((tag) => choices.tags.includes(tag)).slice(0, pageLimits.tagsOfConversation),
  };
}

export function canClose(closing: Closing, choices: ClosingChoices | undefined): boolean {
  return choices?.dispositionRequired !== true || closing.disposition !== null;
}
