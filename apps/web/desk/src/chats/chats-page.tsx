import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ChatMultipleRegular, ChatOffRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef } from 'react';
import { focusIsLost } from '../../../kit/focus-main';
import { Region } from '../../../kit/region';
import { useShortcuts } from '../../../kit/shortcuts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { goToChat } from '../desk/use-route';
import { hashOf } from '../view/route';
import { EmptyState } from '../shell/empty-state';
import { chatsOf } from '../view/chats';
import { useDeskWords } from '../words/words';
import { ConversationList } from './conversation-list';
import { ConversationPart } from './conversation-part';
import { NoConversations } from './no-conversations';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: '320px minmax(0, 1fr)', minHeight: 0 },
  narrow: { gridTemplateColumns: 'minmax(0, 1fr)' },
  main: { minHeight: 0, minWidth: 0 },
});

/** Shows the list and the conversation side by side, or only one of them on a narrow screen. */
export function ChatsPage({ conversationId }: { conversationId: string | null }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const isServed = useDeskView((view) => {
    return conversationId !== null && view.desk.conversations.get(conversationId)?.snapshot !== undefined;
  });
  const isEmpty = useDeskView(({ desk: { status, conversations } }) => {
    return status?.queue.length === 0 && conversations.size === 0;
  });
  const isOpen = useDeskView((view) => view.desk.status !== undefined);
  useStepShortcuts(conversationId);
  useFocusInList(conversationId);
  return (
    <div className={mergeClasses(styles.page, isNarrow && styles.narrow)}>
      {!isNarrow && (
        <Region>
          <ConversationList selected={conversationId} />
        </Region>
      )}
      {isNarrow && conversationId === null && (
        <main className={styles.main}>
          <Region>
            <ConversationList selected={null} />
          </Region>
        </main>
      )}
      {(!isNarrow || conversationId !== null) && (
        <main className={styles.main}>
          {conversationId !== null && isServed ? (
            <Region of={conversationId}>
              <ConversationPart key={conversationId} conversationId={conversationId} />
            </Region>
          ) : conversationId === null && isEmpty ? (
            <NoConversations />
          ) : conversationId === null || !isOpen ? (
            <EmptyState
              icon={<ChatMultipleRegular />}
              title={isOpen ? words.chooseTitle : words.loading}
              text={isOpen ? words.chooseText : ''}
            />
          ) : (
            <EmptyState
              icon={<ChatOffRegular />}
              title={words.goneTitle}
              text={words.goneText}
              action={
                isNarrow && (
                  <Button as="a" href="#/chats">
                    {words.back}
                  </Button>
                )
              }
            />
          )}
        </main>
      )}
    </div>
  );
}

function useStepShortcuts(selected: string | null): void {
  const words = useDeskWords();
  const desk = useDesk();
  const shortcuts = useMemo(() => {
    const step = (by: 1 | -1) => {
      const { desk: state, work } = desk.getView();
      const ids = chatsOf(state, work.read).map(({ conversationId }) => conversationId);
      const at = selected === null ? -1 : ids.indexOf(selected);
      const next = at < 0 ? ids.at(by > 0 ? 0 : -1) : ids[(at + by + ids.length) % ids.length];
      if (next !== undefined) goToChat(next);
    };
    return [
      { code: 'ArrowDown', label: words.keys.next, act: () => step(1) },
      { code: 'ArrowUp', label: words.keys.previous, act: () => step(-1) },
    ];
  }, [desk, selected, words]);
  useShortcuts(shortcuts);
}

/**
 * Moves the focus to the list when a conversation is closed: to the item of that conversation, else to the list
 * itself.
 */
function useFocusInList(conversationId: string | null): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const left = before.current;
    before.current = conversationId;
    if (conversationId !== null) return;
    const frame = requestAnimationFrame(() => {
      if (!focusIsLost()) return;
      const list = document.getElementById('conversations');
      const item =
        left === null
          ? null
          : list?.querySelector<HTMLElement>(`a[href="${hashOf({ page: 'chats', conversationId: left })}"]`);
      (item ?? list)?.focus({ preventScroll: item === null });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [conversationId]);
}
