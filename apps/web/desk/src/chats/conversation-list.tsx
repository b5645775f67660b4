import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { DeskToasts } from '../shell/desk-toasts';
import { chatsOf, groups } from '../view/chats';
import { countsOf, everything, findChats, findWaiting, type Waiting } from '../view/find-chats';
import { useListWords } from '../words/use-list-words';
import { useDeskWords } from '../words/words';
import { CloseSeveralDialog } from './close-several-dialog';
import { ListGroup } from './list-group';
import { ListItem } from './list-item';
import { ListTools } from './list-tools';
import { NoConversations } from './no-conversations';
import { QueueItem } from './queue-item';
import { RoomBar } from './room-bar';

const noQueue: readonly Waiting[] = [];

const useStyles = makeStyles({
  column: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  list: {
    flexGrow: 1,
    flexBasis: 0,
    minHeight: '80px',
    overflowY: 'auto',
    boxSizing: 'border-box',
    paddingBottom: tokens.spacingVerticalL,
  },
  none: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground2,
  },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
});

/** This agent's conversations by their need, and the queue: all of them, or those that are looked for. */
export function ConversationList({ selected }: { selected: string | null }) {
  const styles = useStyles();
  const words = useDeskWords();
  const list = useListWords();
  const isNarrow = useIsNarrow();
  const state = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  const queue = state.status?.queue ?? noQueue;
  const [wanted, setWanted] = useState(everything);
  const [closesSeveral, setClosesSeveral] = useState(false);
  const all = chatsOf(state, read);
  const chats = findChats(all, wanted);
  const waiting = findWaiting(queue, wanted);
  const wrapUps = all.filter(({ group }) => group === 'wrap-up');
  const isEmpty = all.length === 0 && queue.length === 0;
  const closeSeveral = () => {
    setClosesSeveral(true);
  };
  const shown = groups.map((group) => {
    const those = chats.filter((chat) => chat.group === group);
    const action = group === 'wrap-up' && those.length > 1 && (
      <Button size="small" appearance="subtle" onClick={closeSeveral}>
        {list.closeSeveral}
      </Button>
    );
    return (
      <ListGroup key={group} name={words.groups[group]} count={those.length} action={action}>
        {those.map((chat) => (
          <ListItem key={chat.conversationId} chat={chat} isSelected={chat.conversationId === selected} />
        ))}
      </ListGroup>
    );
  });
  return (
    <div className={styles.column}>
      {!isEmpty && <ListTools wanted={wanted} counts={countsOf(all, queue)} onWanted={setWanted} />}
      <RoomBar inWrapUp={wrapUps.length} onCloseSeveral={closeSeveral} />
      <nav id="conversations" tabIndex={-1} className={styles.list} aria-label={words.conversations}>
        {!state.status && all.length === 0 ? (
          <Skeleton className={styles.skeleton} aria-label={words.loading}>
            {[1, 2, 3].map((one) => (
              <SkeletonItem key={one} size={40} />
            ))}
          </Skeleton>
        ) : (
          isEmpty &&
          // Where the conversation stands beside the list, it is said there.
          (isNarrow ? <NoConversations /> : <Text className={styles.none}>{words.emptyList}</Text>)
        )}
        {!isEmpty && chats.length + waiting.length === 0 && (
          <div className={styles.none}>
            <Text role="status">{list.noMatch}</Text>
            <Button
              size="small"
              onClick={() => {
                setWanted({ ...everything, sort: wanted.sort });
              }}
            >
              {list.clear}
            </Button>
          </div>
        )}
        {shown.slice(0, -1)}
        <ListGroup name={words.groups.queue} count={waiting.length}>
          {waiting.map((one) => (
            <QueueItem key={one.conversationId} waiting={one} />
          ))}
        </ListGroup>
        {shown.at(-1)}
      </nav>
      <DeskToasts />
      {closesSeveral && (
        <CloseSeveralDialog
          chats={wrapUps}
          onClose={() => {
            setClosesSeveral(false);
          }}
        />
      )}
    </div>
  );
}
