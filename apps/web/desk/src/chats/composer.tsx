import { Button, Caption1, makeStyles, Textarea, tokens, useId } from '@fluentui/react-components';
import { FlashRegular, SendFilled } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { hasReconnectSlug, pageLimits } from '@rejoin/contracts/plain';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLanguage } from '../../../kit/language';
import { later } from '../../../kit/later';
import { useShortcuts } from '../../../kit/shortcuts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { useOwnReplies } from '../desk/use-own-replies';
import { asQuickReply, filterIn, matching, type QuickReply } from '../view/quick-replies';
import { fill, hasVariables, openVariables, valuesOf } from '../view/variables';
import { useDeskWords } from '../words/words';
import { EmojiButton } from './emoji-button';
import { canSendLink, canUse, LinkChip } from './link-chip';
import { useCustomerName } from './use-customer-name';

/** Fetched when an agent begins to write, so that they are there before they are needed. */
const LaterQuickReplyList = later(() =>
  import('./quick-reply-list').then(({ QuickReplyList }) => QuickReplyList),
);
const LaterChosenReply = later(() => import('./chosen-reply').then(({ ChosenReply }) => ChosenReply));
const LaterOpenVariables = later(() => import('./open-variables').then(({ OpenVariables }) => OpenVariables));

const noReplies: readonly QuickReply[] = [];

const useStyles = makeStyles({
  box: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  text: { flexGrow: 1, minWidth: 0, maxHeight: '200px' },
  hint: { color: tokens.colorNeutralForeground2 },
  mirrored: { transform: 'scaleX(-1)' },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

/**
 * The input for messages to the customer. A draft is kept when the page is closed; a leading `/` opens the quick
 * replies.
 */
export function Composer({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const desk = useDesk();
  const name = useCustomerName(snapshot);
  const isNarrow = useIsNarrow();
  const { direction } = useLanguage();
  const listId = useId('replies');
  const { conversationId } = snapshot;
  const text = useDeskView((view) => view.work.drafts[conversationId]) ?? '';
  const ofWorkstream = useDeskView((view) => view.desk.welcome?.quickReplies) ?? noReplies;
  const agentName = useDeskView((view) => view.account?.displayName) ?? '';
  const names = useDeskView((view) => view.desk.welcome?.names);
  const values = valuesOf(snapshot, agentName, names);
  const { items: own } = useOwnReplies();
  const replies = [...own.map((reply) => asQuickReply(reply, snapshot)), ...ofWorkstream];
  const [active, setActive] = useState(0);
  const [isListClosed, setListClosed] = useState(false);
  const [chosen, setChosen] = useState<QuickReply>();
  const field = useRef<HTMLTextAreaElement>(null);
  const filter = isListClosed ? undefined : filterIn(text);
  const found = filter === undefined ? undefined : matching(replies, snapshot, filter);
  const linkIsOff = hasReconnectSlug(text) && !canSendLink(snapshot);
  const open = openVariables(text, values);
  const isReady = text.trim() !== '' && text.length <= pageLimits.messageUnits && !linkIsOff && !found;
  const canSend = chosen !== undefined || (isReady && open.length === 0);

  const write = (next: string) => {
    setListClosed(false);
    setActive(0);
    desk.messages.draft(conversationId, next);
    field.current?.focus();
  };
  const choose = (reply: QuickReply | undefined) => {
    if (!reply || !canUse(reply, snapshot)) return;
    if (reply.isOwn === true || hasVariables(reply.body)) {
      // The agent reads the text with its values, and can change it.
      write(fill(reply.body, values));
      setListClosed(true);
      return;
    }
    setChosen(reply);
    write('');
  };
  /** A draft stays: the text of a refused message may have come back meanwhile. */
  const unchoose = () => {
    setChosen(undefined);
    field.current?.focus();
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
  const insert = (emoji: string) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    write(`${text.slice(0, from)}${emoji}${text.slice(to)}`);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + emoji.length, from + emoji.length);
    });
  };
  const keyDown = (event: KeyboardEvent) => {
    if (found && event.key === 'Escape') setListClosed(true);
    else if (found && found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    else if (found && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      if (found.length === 0) return;
      choose(found[active]);
    } else if (event.key === 'Enter' && !event.shiftKey) send();
    else return;
    event.preventDefault();
  };
  useShortcuts(
    useMemo(
      () => [
        { code: 'KeyM', label: words.keys.write, act: () => field.current?.focus() },
        {
          code: 'KeyQ',
          label: words.keys.quickReplies,
          act: () => {
            // A draft stays: the person may have pressed the keys of another shortcut.
            const draft = desk.getView().work.drafts[conversationId] ?? '';
            if (draft === '' || draft === '/') {
              setListClosed(false);
              desk.messages.draft(conversationId, '/');
            }
            field.current?.focus();
          },
        },
      ],
      [words, desk, conversationId],
    ),
  );
  return (
    <div className={styles.box}>
      {found && (
        <LaterQuickReplyList
          id={listId}
          snapshot={snapshot}
          replies={found}
          values={values}
          active={active}
          onHover={setActive}
          onChoose={choose}
        />
      )}
      <span role="status" className="for-screen-readers">
        {found ? words.quickReplyCount({ count: found.length }) : ''}
      </span>
      {chosen && (
        <LaterChosenReply
          reply={chosen}
          snapshot={snapshot}
          onRemove={unchoose}
          onEdit={() => {
            setChosen(undefined);
            write(chosen.body);
          }}
        />
      )}
      <div className={styles.row}>
        <Button
          appearance="subtle"
          aria-label={words.quickReplies}
          title={words.quickReplies}
          icon={<FlashRegular />}
          onClick={() => {
            if (text === '') write('/');
            else field.current?.focus();
          }}
        />
        <EmojiButton isDisabled={chosen !== undefined} onChoose={insert} />
        <Textarea
          className={styles.text}
          resize="none"
          placeholder={chosen ? '' : words.placeholder}
          value={text}
          readOnly={chosen !== undefined}
          onChange={(_, { value }) => {
            write(value);
          }}
          onFocus={() => {
            LaterQuickReplyList.preload();
            LaterChosenReply.preload();
            LaterOpenVariables.preload();
          }}
          onKeyDown={keyDown}
          textarea={{
            ref: field,
            dir: 'auto',
            rows: 2,
            'aria-label': words.message({ customer: name }),
            'aria-autocomplete': 'list',
            ...(found && found.length > 0
              ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${active}` }
              : {}),
          }}
        />
        <Button
          appearance="primary"
          aria-label={words.send}
          icon={<SendFilled {...(direction === 'rtl' ? { className: styles.mirrored } : {})} />}
          disabledFocusable={!canSend}
          onClick={send}
        >
          {!isNarrow && words.send}
        </Button>
      </div>
      {text.length > pageLimits.messageUnits ? (
        <Caption1 className={styles.problem} role="alert">
          {words.tooLong({ count: text.length - pageLimits.messageUnits })}
        </Caption1>
      ) : open.length > 0 && !found ? (
        <LaterOpenVariables
          variables={open}
          onSend={() => {
            if (isReady) transmit();
          }}
        />
      ) : hasReconnectSlug(text) ? (
        <LinkChip snapshot={snapshot} />
      ) : (
        !isNarrow && <Caption1 className={styles.hint}>{words.sendHint}</Caption1>
      )}
    </div>
  );
}
