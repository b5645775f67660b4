import { Badge, Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect } from 'react';
import { partsOf } from '../view/slug';
import { fill, type VariableValues } from '../view/variables';
import type { QuickReply } from '../view/quick-replies';
import { useDeskWords } from '../words/words';
import { canUse, LinkChip } from './link-chip';

interface Props {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly replies: readonly QuickReply[];
  readonly values: VariableValues;
  readonly active: number;
  onHover(index: number): void;
  onChoose(reply: QuickReply): void;
}

const useStyles = makeStyles({
  list: {
    position: 'absolute',
    bottom: '100%',
    insetInline: tokens.spacingHorizontalL,
    zIndex: 2,
    // In a low window, as at a zoom of 200 %, the list must not cover the actions above the transcript.
    maxHeight: 'max(80px, min(320px, 100vh - 230px))',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow16,
  },
  option: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '2px',
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    outline: `2px solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '-2px',
  },
  disabled: { cursor: 'not-allowed' },
  disabledText: { color: tokens.colorNeutralForeground3 },
  body: { color: tokens.colorNeutralForeground2 },
  own: { marginInlineStart: tokens.spacingHorizontalS },
  none: { padding: tokens.spacingHorizontalM },
});

/**
 * Lists the quick replies that match the draft. The focus stays in the message field, which refers to the active
 * option.
 */
export function QuickReplyList({ id, snapshot, replies, values, active, onHover, onChoose }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  if (replies.length === 0) {
    return (
      <div className={mergeClasses(styles.list, styles.none)}>
        <Text>{words.noQuickReplies}</Text>
      </div>
    );
  }
  return (
    // The tab stop allows scrolling by keyboard.
    <div className={styles.list} id={id} role="listbox" aria-label={words.quickReplies} tabIndex={0}>
      {replies.map((reply, index) => {
        const usable = canUse(reply, snapshot);
        return (
          <div
            key={reply.quickReplyId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={!usable}
            className={mergeClasses(
              styles.option,
              index === active && styles.active,
              !usable && styles.disabled,
            )}
            onMouseEnter={() => {
              onHover(index);
            }}
            // Preventing the default keeps the focus in the message field.
            onMouseDown={(event) => {
              event.preventDefault();
              if (usable) onChoose(reply);
            }}
          >
            <Text
              weight="semibold"
              className={mergeClasses(!usable && styles.disabledText)}
              lang={reply.locale}
            >
              {reply.title}
              {reply.isOwn === true && (
                <Badge className={styles.own} appearance="tint" size="small">
                  {words.replies.own}
                </Badge>
              )}
            </Text>
            <Caption1 className={styles.body} lang={reply.locale}>
              {partsOf(fill(reply.body, values))
                .map((part) => part ?? `[${words.link}]`)
                .join('')}
            </Caption1>
            {reply.hasReconnectLink && <LinkChip snapshot={snapshot} />}
          </div>
        );
      })}
    </div>
  );
}
