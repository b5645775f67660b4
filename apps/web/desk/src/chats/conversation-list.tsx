import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { chatsOf, groups } from '../view/chats';
import { useDeskWords } from '../words/words';
import { ListGroup } from './list-group';
import { ListItem } from './list-item';
import { NoConversations } from './no-conversations';
import { QueueItem } from './queue-item';

const useStyles = makeStyles({
  list: {
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    height: '100%',
    boxSizing: 'border-box',
    paddingBottom: tokens.spacingVerticalL,
  },
  none: { display: 'block', padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
});

/** This agent's conversations by their state, and the queue. */
export function ConversationList({ selected }: { selected: string | null }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const state = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  const queue = useDeskView((view) => view.desk.status?.queue) ?? [];
  const chats = chatsOf(state, read);
  return (
    <nav className={styles.list} aria-label={words.conversations}>
      {!state.status && chats.length === 0 ? (
        <Skeleton className={styles.skeleton} aria-label={words.loading}>
          {[1, 2, 3].map((one) => (
            <SkeletonItem key={one} size={40} />
          ))}
        </Skeleton>
      ) : (
        chats.length === 0 &&
        queue.length === 0 &&
        // Where the conversation stands beside the list, it is said there.
        (isNarrow ? <NoConversations /> : <Text className={styles.none}>{words.emptyList}</Text>)
      )}
      {groups.map((group) => {
        const those = chats.filter((chat) => chat.group === group);
        return (
          <ListGroup key={group} name={words.groups[group]} count={those.length}>
            {those.map((chat) => (
              <ListItem key={chat.conversationId} chat={chat} isSelected={chat.conversationId === selected} />
            ))}
          </ListGroup>
        );
      })}
      <ListGroup name={words.groups.queue} count={queue.length}>
        {queue.map((waiting) => (
          <QueueItem key={waiting.conversationId} waiting={waiting} />
        ))}
      </ListGroup>
    </nav>
  );
}
