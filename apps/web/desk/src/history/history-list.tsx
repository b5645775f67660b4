import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { LoadingRows } from '../../../kit/loading-rows';
import { useSentence } from '../../../kit/sentence';
import { isNarrowed, type HistorySearch } from '../view/history-query';
import { useHistoryWords } from './words/words';
import { PastItem } from './past-item';
import type { FoundConversations } from './use-pages';

interface Props {
  readonly query: HistorySearch;
  readonly found: FoundConversations;
  readonly selected: string | null;
  onClear(): void;
}

const useStyles = makeStyles({
  list: { flexGrow: 1, flexBasis: 0, minHeight: '80px', overflowY: 'auto', boxSizing: 'border-box' },
  items: { listStyleType: 'none', margin: 0, padding: tokens.spacingHorizontalS },
  note: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground2,
  },
  count: { paddingInline: tokens.spacingHorizontalL, paddingTop: tokens.spacingVerticalS, display: 'block' },
  more: { marginInline: tokens.spacingHorizontalL, marginBottom: tokens.spacingVerticalL },
});

/** Lists the closed conversations that were found. */
export function HistoryList({ query, found, selected, onClear }: Props) {
  const styles = useStyles();
  const words = useHistoryWords();
  const sentence = useSentence();
  const { items, isLoading, isOutdated, problem, hasMore } = found;
  const isEmpty = items.length === 0;
  const narrowed = isNarrowed(query);
  const failure = problem && problem.name !== 'invalid' && (
    <div className={styles.note} role="alert">
      <Text weight="semibold">{words.failedTitle}</Text>
      <Text>{sentence(problem)}</Text>
      <Button size="small" onClick={found.retry}>
        {words.retry}
      </Button>
    </div>
  );
  return (
    <nav id="history" tabIndex={-1} className={styles.list} aria-label={words.list} aria-busy={isLoading}>
      <div role="status">
        {!isEmpty && (
          <Text size={200} className={styles.count}>
            {words.shown({ count: items.length })}
          </Text>
        )}
        {isEmpty && !isLoading && !problem && (
          <div className={styles.note}>
            <Text weight="semibold">{narrowed ? words.noMatchTitle : words.noneTitle}</Text>
            <Text>{narrowed ? words.noMatchText : words.noneText}</Text>
          </div>
        )}
      </div>
      {isEmpty && narrowed && !isLoading && (
        <div className={styles.note}>
          <Button size="small" onClick={onClear}>
            {words.clear}
          </Button>
        </div>
      )}
      {isEmpty && isLoading && <LoadingRows label={words.loading} />}
      {isOutdated && failure}
      {!isEmpty && (
        <ul className={styles.items}>
          {items.map((past) => (
            <PastItem key={past.conversationId} past={past} isSelected={past.conversationId === selected} />
          ))}
        </ul>
      )}
      {!isOutdated && failure}
      {hasMore && !problem && (
        <Button className={styles.more} size="small" disabledFocusable={isLoading} onClick={found.more}>
          {words.more}
        </Button>
      )}
    </nav>
  );
}
