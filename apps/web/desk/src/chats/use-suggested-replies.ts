import type { Snapshot } from '@rejoin/contracts';
import { useCallback, useState } from 'react';
import { useDeskView } from '../desk/use-desk';
import { useOwnReplies } from '../desk/use-own-replies';
import { asQuickReply, filterIn, matching, type QuickReply } from '../view/quick-replies';

const noReplies: readonly QuickReply[] = [];

export interface SuggestedReplies {
  /** The quick replies for the filter that the draft begins with, or undefined while their list is closed. */
  readonly found: readonly QuickReply[] | undefined;
  /** The index of the reply that Enter chooses. */
  readonly active: number;
  activate(index: number): void;
  /** Opens the list if the draft begins with a filter. The same function in each render. */
  open(): void;
  close(): void;
}

/** The quick replies that are offered for the text of a draft. */
export function useSuggestedReplies(snapshot: Snapshot, text: string): SuggestedReplies {
  const ofWorkstream = useDeskView((view) => view.desk.welcome?.quickReplies) ?? noReplies;
  const { items: own } = useOwnReplies();
  const [active, setActive] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const open = useCallback(() => {
    setClosed(false);
  }, []);
  const replies = [...own.map((reply) => asQuickReply(reply, snapshot)), ...ofWorkstream];
  const filter = isClosed ? undefined : filterIn(text);
  return {
    found: filter === undefined ? undefined : matching(replies, snapshot, filter),
    active,
    activate: setActive,
    open,
    close: () => {
      setClosed(true);
    },
  };
}
