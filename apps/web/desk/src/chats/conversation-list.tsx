import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { laterOverlay } from '../../../kit/later';
import { LoadingRows } from '../../../kit/loading-rows';
import { useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { DeskToasts } from '../shell/desk-toasts';
import { chatsOf, groups } from '../view/chats';
import { countsOf, defaultQuery, findChats, findQueueEntries, type QueueEntry } from '../view/find-chats';
import { useListWords } from '../words/use-list-words';
import { useDeskWords } from '../words/words';
import { GroupItems } from './group-items';
import { ListGroup } from './list-group';
import { ListItem } from './list-item';
import { ListTools } from './list-tools';
import { NoConversations } from './no-conversations';
import { QueueItem } from './queue-item';
import { FullCapacityBar } from './full-capacity-bar';

const LaterCloseSeveralDialog = laterOverlay(() =>
  import('./close-several-dialog').then(({ CloseSeveralDialog }) => CloseSeveralDialog),
);

const idOf = ({ conversationId }: { readonly conversationId: string }) => conversationId;
const noQueue: readonly QueueEntry[] = [];

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
});

/**
 * Lists this agent's conversations and the queue, filtered by the search and sorted by urgency unless another order
 * is selected.
 */
export function ConversationList({ selected }: { selected: string | null }) {
  const styles = useStyles();
  const words = useDeskWords();
  const list = useListWords();
  const isNarrow = useIsNarrow();
  const scroll = useRef<HTMLElement>(null);
  const state = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  const queue = state.status?.queue ?? noQueue;
  const [query, setQuery] = useState(defaultQuery);
  const [closesSeveral, setClosesSeveral] = useState(false);
  const all = chatsOf(state, read);
  const chats = findChats(all, query);
  const entries = findQueueEntries(queue, query);
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
        <GroupItems items={those} scroll={scroll} selected={selected} keyOf={idOf}>
          {(chat) => <ListItem chat={chat} isSelected={chat.conversationId === selected} />}
        </GroupItems>
      </ListGroup>
    );
  });
  return (
    <div className={styles.column}>
      {!isEmpty && <ListTools query={query} counts={countsOf(all, queue)} onQuery={setQuery} />}
      <FullCapacityBar inWrapUp={wrapUps.length} onCloseSeveral={closeSeveral} />
      <nav
        ref={scroll}
        id="conversations"
        tabIndex={-1}
        className={styles.list}
        aria-label={words.conversations}
      >
        {!state.status && all.length === 0 ? (
          <LoadingRows label={words.loading} />
        ) : (
          isEmpty &&
          // Beside the list the conversation area already shows that there are no conversations.
          (isNarrow ? <NoConversations /> : <Text className={styles.none}>{words.emptyList}</Text>)
        )}
        {!isEmpty && chats.length + entries.length === 0 && (
          <div className={styles.none}>
            <Text role="status">{list.noMatch}</Text>
            <Button
              size="small"
              onClick={() => {
                setQuery({ ...defaultQuery, sort: query.sort });
              }}
            >
              {list.clear}
            </Button>
          </div>
        )}
        {shown.slice(0, -1)}
        <ListGroup name={words.groups.queue} count={entries.length}>
          <GroupItems items={entries} scroll={scroll} keyOf={idOf}>
            {(entry) => <QueueItem entry={entry} />}
          </GroupItems>
        </ListGroup>
        {shown.at(-1)}
      </nav>
      <DeskToasts />
      {closesSeveral && (
        <LaterCloseSeveralDialog
          chats={wrapUps}
          onClose={() => {
            setClosesSeveral(false);
          }}
        />
      )}
    </div>
  );
}
