import { Button, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useSentence } from '../../../kit/sentence';
import { useHistoryWords } from './words/words';
import { PastItem } from './past-item';
import { useHistory } from './use-pages';

const atOnce = 5;

const useStyles = makeStyles({
  items: {
    listStyleType: 'none',
    margin: 0,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalM})`,
    padding: 0,
  },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Counts and lists the closed conversations of this signed-in customer. An anonymous customer has none. */
export function EarlierConversations({ conversationId }: { conversationId: string }) {
  const styles = useStyles();
  const words = useHistoryWords();
  const sentence = useSentence();
  const { items, isLoading, problem, hasMore, more, retry } = useHistory({
    customerOf: conversationId,
    limit: atOnce,
  });
  // An older gateway has no history.
  const shownProblem = problem?.name === 'not-found' ? undefined : problem;
  return (
    <section aria-label={words.earlier} aria-busy={isLoading}>
      <Subtitle2 as="h3" className={styles.title}>
        {words.earlier}
      </Subtitle2>
      {items.length === 0 && !shownProblem && (
        <Caption1 className={styles.quiet}>{isLoading ? words.loading : words.noEarlier}</Caption1>
      )}
      {items.length > 0 && (
        <Caption1 className={styles.quiet}>
          {(hasMore ? words.earlierMore : words.shown)({ count: items.length })}
        </Caption1>
      )}
      {items.length > 0 && (
        <ul className={styles.items}>
          {items.map((past) => (
            <PastItem key={past.conversationId} past={past} isOfCustomer />
          ))}
        </ul>
      )}
      {shownProblem && (
        <div role="alert">
          <Text block>{sentence(shownProblem)}</Text>
          <Button size="small" onClick={retry}>
            {words.retry}
          </Button>
        </div>
      )}
      {hasMore && !problem && (
        <Button size="small" disabledFocusable={isLoading} onClick={more}>
          {words.more}
        </Button>
      )}
    </section>
  );
}
