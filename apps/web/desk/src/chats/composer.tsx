import { Button, makeStyles, tokens, useId } from '@fluentui/react-components';
import { FlashRegular, SendFilled } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useLanguage } from '../../../kit/language';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';
import { DraftNotice } from './draft-notice';
import { EmojiButton } from './emoji-button';
import { LaterChosenReply, LaterQuickReplyList } from './later-reply-parts';
import { MessageField } from './message-field';
import { useComposerShortcuts } from './use-composer-shortcuts';
import { useCustomerName } from './use-customer-name';
import { useDraft } from './use-draft';

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
  mirrored: { transform: 'scaleX(-1)' },
});

/**
 * The input for messages to the customer. A draft is kept when the page is closed; a leading `/` opens the quick
 * replies.
 */
export function Composer({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const name = useCustomerName(snapshot);
  const isNarrow = useIsNarrow();
  const { direction } = useLanguage();
  const listId = useId('replies');
  const draft = useDraft(snapshot);
  const { text, chosen, values, canSend } = draft;
  const { found, active, activate } = draft.suggestions;
  useComposerShortcuts(snapshot.conversationId, draft);
  return (
    <div className={styles.box}>
      {found && (
        <LaterQuickReplyList
          id={listId}
          snapshot={snapshot}
          replies={found}
          values={values}
          active={active}
          onHover={activate}
          onChoose={draft.choose}
        />
      )}
      <span role="status" className="for-screen-readers">
        {found ? words.quickReplyCount({ count: found.length }) : ''}
      </span>
      {chosen && (
        <LaterChosenReply
          reply={chosen}
          snapshot={snapshot}
          onRemove={draft.unchoose}
          onEdit={() => {
            draft.edit(chosen);
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
            if (text === '') draft.write('/');
            else draft.field.current?.focus();
          }}
        />
        <EmojiButton isDisabled={chosen !== undefined} onChoose={draft.insert} />
        <MessageField draft={draft} customerName={name} listId={listId} />
        <Button
          appearance="primary"
          aria-label={words.send}
          icon={<SendFilled {...(direction === 'rtl' ? { className: styles.mirrored } : {})} />}
          disabledFocusable={!canSend}
          onClick={draft.send}
        >
          {!isNarrow && words.send}
        </Button>
      </div>
      <DraftNotice draft={draft} snapshot={snapshot} />
    </div>
  );
}
