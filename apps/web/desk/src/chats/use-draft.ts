import type { Snapshot } from '@rejoin/contracts';
import { hasReconnectSlug, pageLimits } from '@rejoin/contracts/plain';
import { useRef, useState, type RefObject } from 'react';
import { useDesk, useDeskView } from '../desk/use-desk';
import type { QuickReply } from '../view/quick-replies';
import { fill, hasVariables, openVariables, valuesOf, type VariableValues } from '../view/variables';
import { canSendLink, canUse } from './link-chip';
import { useSuggestedReplies, type SuggestedReplies } from './use-suggested-replies';

export interface Draft {
  readonly text: string;
  /** The quick reply that is sent instead of the text. */
  readonly chosen: QuickReply | undefined;
  readonly suggestions: SuggestedReplies;
  readonly values: VariableValues;
  /** The variables in the text that have no value. */
  readonly open: readonly string[];
  readonly canSend: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  write(text: string): void;
  /** Puts an emoji where the cursor is. */
  insert(emoji: string): void;
  choose(reply: QuickReply | undefined): void;
  unchoose(): void;
  /** Makes the chosen quick reply the text of the draft. */
  edit(reply: QuickReply): void;
  send(): void;
  /** Sends the text although it has variables without a value. */
  sendAsText(): void;
}

/** What an agent is about to send to the customer of a conversation. */
export function useDraft(snapshot: Snapshot): Draft {
  const desk = useDesk();
  const { conversationId } = snapshot;
  const text = useDeskView((view) => view.work.drafts[conversationId]) ?? '';
  const agentName = useDeskView((view) => view.account?.displayName) ?? '';
  const names = useDeskView((view) => view.desk.welcome?.names);
  const values = valuesOf(snapshot, agentName, names);
  const suggestions = useSuggestedReplies(snapshot, text);
  const [chosen, setChosen] = useState<QuickReply>();
  const field = useRef<HTMLTextAreaElement>(null);
  const linkIsOff = hasReconnectSlug(text) && !canSendLink(snapshot);
  const open = openVariables(text, values);
  const isReady =
    text.trim() !== '' && text.length <= pageLimits.messageUnits && !linkIsOff && !suggestions.found;
  const canSend = chosen !== undefined || (isReady && open.length === 0);

  const write = (next: string) => {
    suggestions.open();
    suggestions.activate(0);
    desk.messages.draft(conversationId, next);
    field.current?.focus();
  };
  const insert = (emoji: string) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    write(`${text.slice(0, from)}${emoji}${text.slice(to)}`);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + emoji.length, from + emoji.length);
    });
  };
  const choose = (reply: QuickReply | undefined) => {
    if (!reply || !canUse(reply, snapshot)) return;
    if (reply.isOwn === true || hasVariables(reply.body)) {
      // The agent reads the text with its values, and can change it.
      write(fill(reply.body, values));
      suggestions.close();
      return;
    }
    setChosen(reply);
    write('');
  };
  /** The text stays: that of a refused message may have come back meanwhile. */
  const unchoose = () => {
    setChosen(undefined);
    field.current?.focus();
  };
  const edit = (reply: QuickReply) => {
    setChosen(undefined);
    write(reply.body);
  };
  const transmit = () => {
    if (chosen) {
      desk.messages.sendQuickReply(conversationId, chosen.quickReplyId, chosen.body);
      unchoose();
    } else {
      desk.messages.send(conversationId, fill(text.trimEnd(), values));
      write('');
    }
  };
  const send = () => {
    if (canSend) transmit();
  };
  const sendAsText = () => {
    if (isReady) transmit();
  };
  const acts = { write, insert, choose, unchoose, edit, send, sendAsText };
  return { text, chosen, suggestions, values, open, canSend, field, ...acts };
}
