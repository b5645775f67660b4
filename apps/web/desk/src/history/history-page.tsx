import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { focusIsLost } from '../../../kit/focus-main';
import { useIsNarrow } from '../desk/use-media';
import { EmptyState } from '../shell/empty-state';
import { everything, toRequest } from '../view/history-query';
import { hashOf } from '../view/route';
import { useHistoryWords } from './words/words';
import { HistoryList } from './history-list';
import { HistoryTools } from './history-tools';
import { PastConversation } from './past-conversation';
import { useFilters } from './use-filters';
import { useHistory } from './use-pages';

/** The service is asked when the person has stopped typing for this time. */
const pauseMs = 300;

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: '360px minmax(0, 1fr)', minHeight: 0 },
  narrowPage: { gridTemplateColumns: 'minmax(0, 1fr)' },
  column: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    height: '100%',
    boxSizing: 'border-box',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  hidden: { display: 'none' },
  main: { minHeight: 0, minWidth: 0 },
});

/** Shows the search and the conversation side by side, or only one of them on a narrow screen. */
export function HistoryPage({ conversationId }: { conversationId: string | null }) {
  const styles = useStyles();
  const words = useHistoryWords();
  const isNarrow = useIsNarrow();
  const [query, setQuery] = useState(everything);
  const [settled, setSettled] = useState(everything);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(query);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [query]);
  const found = useHistory(toRequest(settled));
  const filters = useFilters();
  useFocusInHistory(conversationId);
  const isOpen = conversationId !== null;
  const column = (
    <div className={mergeClasses(styles.column, isNarrow && isOpen && styles.hidden)}>
      <HistoryTools
        query={query}
        filters={filters}
        problem={found.problem?.name === 'invalid' ? words.noWords : undefined}
        onQuery={setQuery}
      />
      <HistoryList
        query={settled}
        found={found}
        selected={conversationId}
        onClear={() => {
          setQuery(everything);
        }}
      />
    </div>
  );
  return (
    <div className={mergeClasses(styles.page, isNarrow && styles.narrowPage)}>
      {isNarrow && !isOpen ? <main className={styles.main}>{column}</main> : column}
      {(!isNarrow || isOpen) && (
        <main className={styles.main}>
          {isOpen ? (
            <PastConversation key={conversationId} conversationId={conversationId} />
          ) : (
            <EmptyState icon={<HistoryRegular />} title={words.chooseTitle} text={words.chooseText} />
          )}
        </main>
      )}
    </div>
  );
}

/** Moves the focus to the item of the conversation that was closed, when nothing else has it. */
function useFocusInHistory(conversationId: string | null): void {
  const [opened, setOpened] = useState(conversationId);
  useEffect(() => {
    if (conversationId !== null) {
      setOpened(conversationId);
      return;
    }
    const frame = requestAnimationFrame(() => {
      if (!focusIsLost()) return;
      const list = document.getElementById('history');
      const href = hashOf({ page: 'history', conversationId: opened });
      (list?.querySelector<HTMLElement>(`a[href="${href}"]`) ?? list)?.focus({ preventScroll: true });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [conversationId, opened]);
}
