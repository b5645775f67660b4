import {
  Avatar,
  Badge,
  Caption1,
  CounterBadge,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { LockClosedRegular, WifiWarningRegular } from '@fluentui/react-icons';
import { forcedChosen } from '../../../kit/forced-colours';
import { memo } from 'react';
import { useFormats, usePersonText } from '../../../kit/language';
import { useDeskView } from '../desk/use-desk';
import type { Chat } from '../view/chats';
import { partsOf } from '../view/slug';
import { hashOf } from '../view/route';
import { useDeskWords } from '../words/words';
import { CountdownRing } from './countdown-ring';
import { nameOf, useCustomerName } from './use-customer-name';

interface Props {
  readonly chat: Chat;
  readonly isSelected: boolean;
}

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '64px',
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    color: 'inherit',
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    ...forcedChosen,
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  // Each row truncates its own text.
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '20px' },
  line: {
    textAlign: 'start',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    display: 'block',
    flexGrow: 1,
    minWidth: 0,
  },
  time: { flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  draft: { color: tokens.colorPaletteRedForeground1 },
  end: { display: 'flex', alignItems: 'center', flexShrink: 0, gap: tokens.spacingHorizontalXS },
});

/**
 * Renders a conversation in the list: the name, the last message, and the remaining time when the customer is
 * disconnected.
 */
export const ListItem = memo(function ListItem({ chat, isSelected }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const { conversationId, snapshot, lastMessage, unread } = chat;
  const name = useCustomerName(snapshot);
  const draft = useDeskView((view) => view.work.drafts[conversationId]);
  const isTyping = useDeskView((view) => view.typing.includes(conversationId));
  return (
    <a
      href={hashOf({ page: 'chats', conversationId })}
      className={mergeClasses(styles.item, isSelected && styles.selected)}
      aria-current={isSelected ? 'true' : undefined}
    >
      {snapshot.window && chat.group === 'away' ? (
        <CountdownRing window={snapshot.window} lostAt={snapshot.customer.lostAt} size={44} />
      ) : (
        <Avatar {...nameOf(snapshot)} size={40} color="colorful" idForColor={conversationId} aria-hidden />
      )}
      <span className={styles.words}>
        <span className={styles.row}>
          <Text weight={unread > 0 ? 'bold' : 'semibold'} className={styles.line} title={name}>
            <bdi>{name}</bdi>
          </Text>
          {lastMessage && (
            <Caption1 className={mergeClasses(styles.time, styles.quiet)}>
              {formats.time(lastMessage.at)}
            </Caption1>
          )}
        </span>
        <span className={styles.row}>
          <Caption1 className={mergeClasses(styles.line, styles.quiet)}>
            {isTyping ? (
              words.typing({ customer: name })
            ) : draft !== undefined && !draft.startsWith('/') ? (
              <Draft text={draft} />
            ) : (
              <LastMessage chat={chat} />
            )}
          </Caption1>
          <span className={styles.end}>
            {unread > 0 && (
              <span>
                <CounterBadge count={unread} color="brand" size="small" aria-hidden />
                <span className="for-screen-readers">{words.unread({ count: unread })}</span>
              </span>
            )}
            {unread === 0 && chat.group === 'away' && snapshot.slotHeld && (
              <Badge size="small" appearance="tint" color="severe" icon={<LockClosedRegular />}>
                {words.slotHeld}
              </Badge>
            )}
            {snapshot.customer.status === 'lost' && (
              <WifiWarningRegular aria-label={words.lineUnsteady} role="img" fontSize={16} />
            )}
          </span>
        </span>
      </span>
    </a>
  );
});

function Draft({ text }: { text: string }) {
  const styles = useStyles();
  const words = useDeskWords();
  return (
    <>
      <span className={styles.draft}>{words.draft}: </span>
      <bdi>{text}</bdi>
    </>
  );
}

function LastMessage({ chat: { lastMessage } }: { chat: Chat }) {
  const words = useDeskWords();
  const person = usePersonText();
  if (lastMessage?.text == null) return words.noMessages;
  const text = partsOf(lastMessage.text)
    .map((part) => part ?? `[${words.link}]`)
    .join('');
  return lastMessage.sender === 'agent' ? words.youSaid({ text: person(text) }) : <bdi>{text}</bdi>;
}
