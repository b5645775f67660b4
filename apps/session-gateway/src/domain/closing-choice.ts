import type { ClosingChoices } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';

/** Refuses what an agent chose when closing, unless the workstream offers it. */
export function refuseChoice(
  { dispositions, dispositionRequired, tags }: ClosingChoices,
  chosen: { readonly disposition: string | null; readonly tags: readonly string[] },
): Refused | undefined {
  const { disposition } = chosen;
  if (disposition === null && dispositionRequired) return refuse('disposition-required');
  const isOffered = disposition === null || dispositions.includes(disposition);
  return isOffered && chosen.tags.every((tag) => tags.includes(tag))
    ? undefined
    : refuse('disposition-unknown');
}
